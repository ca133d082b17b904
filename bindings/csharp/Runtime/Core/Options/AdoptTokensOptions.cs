using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="KinpassAccount.AdoptTokensAsync(AdoptTokensOptions, System.Threading.CancellationToken)"/>: a parent token that the host already has.</summary>
    public sealed class AdoptTokensOptions
    {
        /// <summary>The parent's access token. Required. A secret.</summary>
        public string AccessToken { get; set; }

        /// <summary>The parent's refresh token; without it the token can't be renewed. A secret.</summary>
        public string RefreshToken { get; set; }

        /// <summary>
        /// For how long the access token is still valid. Zero: unknown; then it is renewed at once if it can be.
        /// </summary>
        public TimeSpan ExpiresIn { get; set; }

        /// <summary>Its scopes, separated by spaces; optional.</summary>
        public string Scope { get; set; }

        /// <summary>Whether it is of a provisional account.</summary>
        public bool IsProvisional { get; set; }

        internal unsafe kinpass_account_adopt_tokens_options ToNative(NativeText text)
        {
            kinpass_account_adopt_tokens_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_account_adopt_tokens_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_account_adopt_tokens_options)));
            native.access_token = text.Add(AccessToken);
            native.refresh_token = text.Add(RefreshToken);
            native.expires_in_s = Units.ToWholeSeconds(ExpiresIn, "ExpiresIn");
            native.scope = text.Add(Scope);
            native.provisional = (byte)(IsProvisional ? 1 : 0);
            return native;
        }
    }
}
