using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.AuthorizeAsync"/>.</summary>
    public sealed class AuthorizeOptions
    {
        /// <summary>Scopes separated by spaces. Default <see cref="DiscordScopes.Presence"/>.</summary>
        public string Scope { get; set; }

        /// <summary><c>none</c> or <c>consent</c>; optional.</summary>
        public string Prompt { get; set; }

        /// <summary>For the ID token; optional.</summary>
        public string Nonce { get; set; }

        /// <summary>The path of the loopback redirect. Default <c>/callback</c>.</summary>
        public string RedirectPath { get; set; }

        /// <summary>The port of the loopback redirect. Default: any free one.</summary>
        public int RedirectPort { get; set; }

        /// <summary>How long the player may take. Default five minutes.</summary>
        public TimeSpan Timeout { get; set; }

        /// <summary>The library opens no browser; <see cref="OnAuthorizationUrl"/> opens the page.</summary>
        public bool HostOpensBrowser { get; set; }

        /// <summary>Called while pumping, with the page to open, if <see cref="HostOpensBrowser"/> is set.</summary>
        public Action<string> OnAuthorizationUrl { get; set; }

        /// <summary>To merge a provisional account: who vouches for it.</summary>
        public ExternalAuthType ExternalAuthType { get; set; }

        /// <summary>To merge a provisional account: its token. A secret.</summary>
        public string ExternalAuthToken { get; set; }

        /// <summary>The page that the player sees at the end; optional.</summary>
        public FinishPage FinishPage { get; set; }

        internal unsafe kinpass_discord_authorize_options ToNative(NativeText text)
        {
            kinpass_discord_authorize_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_authorize_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_authorize_options)));
            native.scope = text.Add(Scope);
            native.prompt = text.Add(Prompt);
            native.nonce = text.Add(Nonce);
            native.redirect_path = text.Add(RedirectPath);
            native.redirect_port = Units.ToCount(RedirectPort, "RedirectPort");
            native.timeout_ms = Units.ToMilliseconds(Timeout, "Timeout");
            native.host_opens_browser = (byte)(HostOpensBrowser ? 1 : 0);
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
