namespace Kinpass
{
    /// <summary>Which Discord token a LootLocker session is started with: what the game's LootLocker console is set up for. Mirrors <c>kinpass_lootlocker_token_source</c>.</summary>
    public enum LootLockerTokenSource
    {
        /// <summary>The child token of <see cref="AccountOptions.ApplicationId"/>.</summary>
        Child = 0,

        /// <summary>The parent's access token.</summary>
        Parent = 1,
    }
}
