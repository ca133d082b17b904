using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="KinpassAccount.SignInAsync(SignInOptions, System.Threading.CancellationToken)"/>.</summary>
    public sealed class SignInOptions
    {
        /// <summary>What to do if the store holds no link.</summary>
        public SignInMethod Method { get; set; }

        /// <summary>Scopes separated by spaces. Default <see cref="DiscordScopes.Presence"/>.</summary>
        public string Scope { get; set; }

        /// <summary><c>none</c> or <c>consent</c>; optional.</summary>
        public string Prompt { get; set; }

        /// <summary>For the ID token; optional.</summary>
        public string Nonce { get; set; }

        /// <summary>
        /// Browser: the path of the loopback redirect, default <c>/callback</c>. Redirect: the whole redirect URI, default
        /// <c>discord-{application id}:/authorize/callback</c>.
        /// </summary>
        public string Redirect { get; set; }

        /// <summary>The port of the loopback redirect. Default: any free one.</summary>
        public int RedirectPort { get; set; }

        /// <summary>How long the player may take. Default five minutes.</summary>
        public TimeSpan Timeout { get; set; }

        /// <summary>Browser: the library opens none; <see cref="OnAuthorizationUrl"/> opens the page.</summary>
        public bool HostOpensBrowser { get; set; }

        /// <summary>
        /// Link anew even if the store holds a link; with a browser, device or redirect it upgrades a provisional account.
        /// </summary>
        public bool LinkAgain { get; set; }

        /// <summary>
        /// Called while pumping, with the page to open: for <see cref="SignInMethod.Redirect"/>, and for <see
        /// cref="SignInMethod.Browser"/> with <see cref="HostOpensBrowser"/>.
        /// </summary>
        public Action<string> OnAuthorizationUrl { get; set; }

        /// <summary>Called while pumping, with the code to show the player: for <see cref="SignInMethod.Device"/>.</summary>
        public Action<UserCodePrompt> OnUserCode { get; set; }

        /// <summary>Provisional, or to merge a provisional account into the linked one: who vouches for it.</summary>
        public ExternalAuthType ExternalAuthType { get; set; }

        /// <summary>The external identity's token. A secret.</summary>
        public string ExternalAuthToken { get; set; }

        /// <summary>Browser: the page that the player sees at the end; optional.</summary>
        public FinishPage FinishPage { get; set; }

        internal unsafe kinpass_account_sign_in_options ToNative(NativeText text)
        {
            kinpass_account_sign_in_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_account_sign_in_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_account_sign_in_options)));
            native.method = (int)Method;
            native.scope = text.Add(Scope);
            native.prompt = text.Add(Prompt);
            native.nonce = text.Add(Nonce);
            native.redirect = text.Add(Redirect);
            native.redirect_port = Units.ToCount(RedirectPort, "RedirectPort");
            native.timeout_ms = Units.ToMilliseconds(Timeout, "Timeout");
            native.host_opens_browser = (byte)(HostOpensBrowser ? 1 : 0);
            native.link_again = (byte)(LinkAgain ? 1 : 0);
            native.external_auth_type = (int)ExternalAuthType;
            native.external_auth_token = text.Add(ExternalAuthToken);
            var page = FinishPage ?? new FinishPage();
            native.page_title = text.Add(page.Title);
            native.page_accent = text.Add(page.Accent);
            native.page_success_html = text.Add(page.SuccessHtml);
            native.page_failure_html = text.Add(page.FailureHtml);
            return native;
        }
    }
}
