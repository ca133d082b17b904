using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>What a device shows its player, so that they sign in on another one.</summary>
    public sealed class UserCodePrompt
    {
        /// <summary>The code to enter.</summary>
        public string UserCode { get; private set; }

        /// <summary>The page to enter it at.</summary>
        public string VerificationUri { get; private set; }

        /// <summary>The page with the code filled in: for a QR code. May be null.</summary>
        public string VerificationUriComplete { get; private set; }

        /// <summary>For how long the code is good.</summary>
        public TimeSpan ExpiresIn { get; private set; }

        internal unsafe UserCodePrompt(kinpass_user_code* native)
        {
            Require.Carried(native);
            UserCode = Utf8.Read(native->user_code);
            VerificationUri = Utf8.Read(native->verification_uri);
            VerificationUriComplete = Utf8.Read(native->verification_uri_complete);
            ExpiresIn = Units.FromSeconds(native->expires_in_s);
        }
    }
}
