namespace Kinpass
{
    /// <summary>The scopes that Discord's Social SDK needs.</summary>
    public static class DiscordScopes
    {
        /// <summary>For presence.</summary>
        public const string Presence = "openid sdk.social_layer_presence";

        /// <summary>For friends, messages and voice as well.</summary>
        public const string Communication = "openid sdk.social_layer";
    }
}
