namespace Kinpass
{
    /// <summary>How the LootLocker game key is named in requests. Public documentation says `game_key`, newer vendor SDKs `game_api_key`. Mirrors <c>kinpass_game_key_field</c>.</summary>
    public enum GameKeyField
    {
        /// <summary>`game_key`</summary>
        GameKey = 0,

        /// <summary>`game_api_key`</summary>
        GameApiKey = 1,
    }
}
