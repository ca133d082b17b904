using System;
using System.Linq;
using System.Reflection;
using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;

namespace Kinpass.Tests
{
    [TestFixture]
    public class SettingsTests
    {
        [Test]
        public void TheAssetHasNoPlaceForASecret()
        {
            var fields = typeof(KinpassSettings).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
            foreach (var word in new[] { "secret", "authorization", "bot", "password", "access" })
            {
                var found = fields.FirstOrDefault(
                    field => field.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
                Assert.IsNull(found, word);
            }
        }

        [Test]
        public void WhatIsNotFilledInMeansTheDefault()
        {
            var config = ScriptableObject.CreateInstance<KinpassSettings>().ToConfig();
            Assert.IsNull(config.DiscordApplicationId);
            Assert.IsNull(config.DiscordApiUrl);
            Assert.IsNull(config.LootLockerUrl);
            Assert.IsNull(config.LootLockerDomainKey);
            Assert.IsNull(config.DiscordClientSecret);
            Assert.IsNull(config.ChildTokenAuthorization);
        }

        [Test]
        public void WarningsAndErrorsAreLogged()
        {
            Assert.AreEqual(KinpassLogLevel.Warn, ScriptableObject.CreateInstance<KinpassSettings>().LogLevel);
        }

        [Test]
        public void TheSandboxIsThreeAddresses()
        {
            var settings = ScriptableObject.CreateInstance<KinpassSettings>();
            settings.UseSandbox("http://127.0.0.1:4000/");
            Assert.AreEqual("http://127.0.0.1:4000/api/v10", settings.ToConfig().DiscordApiUrl);
            Assert.AreEqual("http://127.0.0.1:4000/oauth2/authorize", settings.ToConfig().DiscordAuthorizeUrl);
            Assert.AreEqual("http://127.0.0.1:4000", settings.ToConfig().LootLockerUrl);
            settings.UseSandbox(null);
            Assert.IsNull(settings.ToConfig().LootLockerUrl);
        }
    }
}
