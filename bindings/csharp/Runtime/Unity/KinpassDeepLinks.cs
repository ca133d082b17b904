using System;
using UnityEngine;

namespace Kinpass.Unity
{
    /// <summary>Redirects that arrive as deep links on mobile, handed to the sign-in that waits for them.</summary>
    public static class KinpassDeepLinks
    {
        /// <summary>
        /// Hands every deep link that begins with <paramref name="redirectUri"/> to the account, until the result is disposed.
        /// For sign-ins by <see cref="SignInMethod.Redirect"/>.
        /// </summary>
        public static IDisposable ForwardTo(KinpassAccount account, string redirectUri)
        {
            if (account == null)
            {
                throw new ArgumentNullException("account");
            }
            if (string.IsNullOrEmpty(redirectUri))
            {
                throw new ArgumentException("The redirect URI of the sign-in is needed.", "redirectUri");
            }
            return new Forwarding(account, redirectUri);
        }

        private sealed class Forwarding : IDisposable
        {
            private readonly KinpassAccount account;
            private readonly string redirectUri;

            internal Forwarding(KinpassAccount account, string redirectUri)
            {
                this.account = account;
                this.redirectUri = redirectUri;
                Application.deepLinkActivated += Forward;
            }

            public void Dispose()
            {
                Application.deepLinkActivated -= Forward;
            }

            private void Forward(string url)
            {
                if (account.IsDisposed || !url.StartsWith(redirectUri, StringComparison.OrdinalIgnoreCase))
                {
                    return;
                }
                try
                {
                    account.HandleRedirect(url);
                }
                catch (KinpassException refused)
                {
                    // Another sign-in's, or a forged one: the real one goes on waiting. The address itself is a secret.
                    Debug.LogWarning("Kinpass refused a redirect: " + refused.Message);
                }
            }
        }
    }
}
