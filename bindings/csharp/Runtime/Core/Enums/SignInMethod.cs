// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>How to link a player who is not linked yet. Mirrors <c>kinpass_sign_in_method</c>.</summary>
    public enum SignInMethod
    {
        /// <summary>Only from the store: <see cref="KinpassStatus.NotLinked"/> if there is no link.</summary>
        Silent = 0,

        /// <summary>In the browser, with a loopback redirect. See <see cref="DiscordApi.AuthorizeAsync"/>.</summary>
        Browser = 1,

        /// <summary>By user code. See <see cref="DiscordApi.AuthorizeDeviceAsync"/>.</summary>
        Device = 2,

        /// <summary>
        /// The host opens the authorization page, gets the redirect itself, and hands it to
        /// <see cref="KinpassAccount.HandleRedirect"/>: mobile.
        /// </summary>
        Redirect = 3,

        /// <summary>Without a Discord account. See <see cref="DiscordApi.GetProvisionalTokenAsync"/>.</summary>
        Provisional = 4,
    }
}
