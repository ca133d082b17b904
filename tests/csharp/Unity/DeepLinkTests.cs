using System.Threading.Tasks;
using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;

namespace Kinpass.Tests
{
    [TestFixture]
    public class DeepLinkTests : UnityFixture
    {
        private const string Redirect = "kinpass-sandbox://callback";

        [Test]
        public void ADeepLinkEndsTheSignIn()
        {
            World.Settings("{\"consent\":\"allow\"}");
            var account = KinpassRuntime.Client.OpenAccount(Settings.ToAccountOptions("ada"));
            using (KinpassDeepLinks.ForwardTo(account, Redirect))
            {
                string page = null;
                var signingIn = account.SignInAsync(new SignInOptions
                {
                    Method = SignInMethod.Redirect,
                    Redirect = Redirect,
                    OnAuthorizationUrl = url => page = url,
                });
                Frames(() => page != null, "the page");
                Application.RaiseDeepLink("another-game://callback?code=x&state=y");
                Application.RaiseDeepLink(Redirect + "?code=x&state=forged");
                Assert.AreEqual(1, Debug.Lines.Count);
                Assert.IsFalse(Debug.Lines[0].Contains("forged"));
                Application.RaiseDeepLink(World.RedirectOf(page));
                Frames(() => signingIn.IsCompleted, "the sign-in");
                Assert.AreEqual(TaskStatus.RanToCompletion, signingIn.Status);
            }
            Application.RaiseDeepLink(Redirect + "?code=x&state=y");
            Assert.AreEqual(1, Debug.Lines.Count);
        }
    }
}
