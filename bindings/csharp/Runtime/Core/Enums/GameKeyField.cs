namespace Kinpass
{
    /// <summary>How the LootLocker game key is named in requests. Public documentation says <c>game_key</c>, newer vendor SDKs <c>game_api_key</c>. Mirrors <c>kinpass_game_key_field</c>.</summary>
    public enum GameKeyField
    {
        /// <summary><c>game_key</c></summary>
        GameKey = 0,

        /// <summary><c>game_api_key</c></summary>
        GameApiKey = 1,
    }
}
