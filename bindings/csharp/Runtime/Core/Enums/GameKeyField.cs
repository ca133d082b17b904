// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// How the LootLocker game key is named in requests: LootLocker's documentation says <c>game_key</c>, its newer
    /// SDKs say <c>game_api_key</c>. Mirrors <c>kinpass_game_key_field</c>.
    /// </summary>
    public enum GameKeyField
    {
        /// <summary><c>game_key</c></summary>
        GameKey = 0,

        /// <summary><c>game_api_key</c></summary>
        GameApiKey = 1,
    }
}
