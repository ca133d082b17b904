using System;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Each way in.
    [TestFixture]
    public class SignInTests : AccountFixture
    {
        [Test]
        public void SilentlyThereHasToBeALink()
        {
            using (var account = Opened())
            {
                Assert.AreEqual(KinpassStatus.NotLinked, Refused(account.SignInAsync(new SignInOptions())).Status);
            }
        }

        [Test]
        public void InTheBrowser()
        {
            World.Settings("{\"consent\":\"allow\"}");
            using (var account = Opened())
            {
                var token = Done(account.SignInAsync(new SignInOptions
                {
                    Method = SignInMethod.Browser,
                    HostOpensBrowser = true,
                    OnAuthorizationUrl = page => World.Browse(page),
                }));
                Assert.IsTrue(World.IsValid(token.AccessToken));
                Assert.AreEqual(AccountState.Linked, account.GetInfo().State);
            }
        }

        [Test]
        public void InTheBrowserItEndsOnTheGamesPage()
        {
            World.Settings("{\"consent\":\"allow\"}");
            using (var account = Opened())
            {
                string last = null;
                var options = new SignInOptions
                {
                    Method = SignInMethod.Browser,
                    HostOpensBrowser = true,
                    LinkAgain = true,
                    OnAuthorizationUrl = page => last = World.Browse(page),
                    FinishPage = new FinishPage { Title = "Lantern Hollow", Accent = "#e0457b" },
                };
                Done(account.SignInAsync(options));
                Assert.IsTrue(last.Contains(">Lantern Hollow<"));
                Assert.IsTrue(last.Contains("#e0457b"));

                options.FinishPage = new FinishPage { SuccessHtml = "<p>yes" };
                Done(account.SignInAsync(options));
                Assert.AreEqual("<p>yes", last);

                options.FinishPage = new FinishPage { Accent = "pink" };
                Assert.AreEqual(KinpassStatus.InvalidArgument, Refused(account.SignInAsync(options)).Status);
            }
        }

        [Test]
        public void TheLinkOutlivesTheAccountObject()
        {
            Adopted().Dispose();
            using (var account = Opened())
            {
                Assert.AreEqual(World.Publisher, Done(account.SignInAsync(new SignInOptions())).ApplicationId);
            }
        }

        [Test]
        public void OnADevice()
        {
            World.Settings("{\"consent\":\"allow\",\"device_interval\":1}");
            UserCodePrompt shown = null;
            using (var account = Opened())
            {
                Done(account.SignInAsync(
                    new SignInOptions { Method = SignInMethod.Device, OnUserCode = code => shown = code }));
                Assert.IsNotNull(shown.UserCode);
                Assert.AreEqual(AccountState.Linked, account.GetInfo().State);
            }
        }

        [Test]
        public void ByARedirectThatTheHostReceives()
        {
            World.Settings("{\"consent\":\"allow\"}");
            const string redirect = "kinpass-sandbox://callback";
            using (var account = Opened())
            {
                string page = null;
                var signingIn = account.SignInAsync(new SignInOptions
                {
                    Method = SignInMethod.Redirect,
                    Redirect = redirect,
                    OnAuthorizationUrl = url => page = url,
                });
                PumpUntil(() => page != null, "the page to open");
                Assert.AreEqual(AccountState.Linking, account.GetInfo().State);

                var forged = Assert.Throws<KinpassException>(
                    () => account.HandleRedirect(redirect + "?code=stolen&state=forged"));
                Assert.AreEqual(KinpassStatus.StateMismatch, forged.Status);

                account.HandleRedirect(World.RedirectOf(page));
                Assert.IsTrue(World.IsValid(Done(signingIn).AccessToken));
            }
        }

        [Test]
        public void ARedirectThatNobodyWaitsForIsRefused()
        {
            using (var account = Adopted())
            {
                var refused = Assert.Throws<KinpassException>(
                    () => account.HandleRedirect("kinpass-sandbox://callback?code=x&state=y"));
                Assert.AreEqual(KinpassStatus.InvalidState, refused.Status);
            }
        }

        [Test]
        public void WithoutDiscordAndLaterWithIt()
        {
            using (var account = Opened())
            {
                var provisional = Done(account.SignInAsync(new SignInOptions
                {
                    Method = SignInMethod.Provisional,
                    ExternalAuthType = ExternalAuthType.Oidc,
                    ExternalAuthToken = "valid:grace",
                }));
                Assert.IsTrue(provisional.IsProvisional);
                Assert.IsTrue(account.GetInfo().IsProvisional);
                Assert.IsTrue(World.IsValid(Done(account.GetChildTokenAsync()).AccessToken));

                World.Settings("{\"consent\":\"allow\"}");
                var full = Done(account.SignInAsync(new SignInOptions
                {
                    Method = SignInMethod.Browser,
                    LinkAgain = true,
                    HostOpensBrowser = true,
                    OnAuthorizationUrl = page => World.Browse(page),
                    ExternalAuthType = ExternalAuthType.Oidc,
                    ExternalAuthToken = "valid:grace",
                }));
                Assert.IsFalse(full.IsProvisional);
                Assert.IsFalse(account.GetInfo().IsProvisional);
            }
        }
    }
}
