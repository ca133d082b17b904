using UnityEngine;

namespace Kinpass.Unity
{
    /// <summary>
    /// What a game ships: identifiers and addresses, no secret. Create it by Assets, Create, Kinpass, Settings, in a folder
    /// named Resources, and keep its name.
    /// </summary>
    [CreateAssetMenu(fileName = ResourceName, menuName = "Kinpass/Settings")]
    public sealed class KinpassSettings : ScriptableObject
    {
        internal const string ResourceName = "KinpassSettings";

        [Header("Discord")]
        [Tooltip("The publisher's (parent) application id.")]
        [SerializeField]
        private string publisherApplicationId = "";

        [Tooltip("This game's own (child) application id.")]
        [SerializeField]
        private string gameApplicationId = "";

        [Tooltip("Optional: the publisher's own backend for the child exchange. It adds the client secret, which a game never has.")]
        [SerializeField]
        private string childTokenUrl = "";

        [Header("LootLocker")]
        [Tooltip("The game key: dev_... for the stage environment, prod_... for the live one.")]
        [SerializeField]
        private string gameKey = "";

        [Tooltip("Two to four numbers separated by dots.")]
        [SerializeField]
        private string gameVersion = "1.0.0.0";

        [Tooltip("Optional: the domain key of your organisation.")]
        [SerializeField]
        private string domainKey = "";

        [Tooltip("Which Discord token LootLocker's console is set up for.")]
        [SerializeField]
        private LootLockerTokenSource sessionToken = LootLockerTokenSource.Child;

        [Header("Storage")]
        [Tooltip("System: the player stays linked between runs. Memory: the player links in each run.")]
        [SerializeField]
        private StoreKind store = StoreKind.System;

        [Tooltip("The same on Android, where the library has no credential store: Memory, or Host with a native plugin's store.")]
        [SerializeField]
        private StoreKind androidStore = StoreKind.Memory;

        [Header("Log")]
        [Tooltip("Which lines of the library go to the console: those of this level and what matters more. None holds a token.")]
        [SerializeField]
        private KinpassLogLevel logLevel = KinpassLogLevel.Warn;

        [Header("Other addresses (empty: the real services)")]
        [SerializeField]
        private string discordApiUrl = "";

        [SerializeField]
        private string discordAuthorizeUrl = "";

        [SerializeField]
        private string lootLockerUrl = "";

        /// <summary>This game's own (child) application id.</summary>
        public string GameApplicationId
        {
            get { return gameApplicationId; }
        }

        /// <summary>Up to which level the library's log lines go to the console.</summary>
        public KinpassLogLevel LogLevel
        {
            get { return logLevel; }
        }

        /// <summary>The asset of the project.</summary>
        /// <returns>Null if there is none in a folder named Resources.</returns>
        public static KinpassSettings Load()
        {
            return Resources.Load<KinpassSettings>(ResourceName);
        }

        /// <summary>A client's configuration. Change it before you use it if you need more.</summary>
        public KinpassConfig ToConfig()
        {
            return new KinpassConfig
            {
                DiscordApplicationId = Given(publisherApplicationId),
                ChildTokenUrl = Given(childTokenUrl),
                LootLockerGameKey = Given(gameKey),
                LootLockerGameVersion = Given(gameVersion),
                LootLockerDomainKey = Given(domainKey),
                DiscordApiUrl = Given(discordApiUrl),
                DiscordAuthorizeUrl = Given(discordAuthorizeUrl),
                LootLockerUrl = Given(lootLockerUrl),
                Store = Application.platform == RuntimePlatform.Android ? androidStore : store,
            };
        }

        /// <summary>The options of an account of this game.</summary>
        public AccountOptions ToAccountOptions(string playerKey)
        {
            return new AccountOptions
            {
                PlayerKey = playerKey,
                ApplicationId = Given(gameApplicationId),
                LootLockerTokenSource = sessionToken,
            };
        }

        /// <summary>Uses a local sandbox at this address; null or empty goes back to the real services.</summary>
        public void UseSandbox(string url)
        {
            var root = string.IsNullOrEmpty(url) ? null : url.TrimEnd('/');
            discordApiUrl = root == null ? "" : root + "/api/v10";
            discordAuthorizeUrl = root == null ? "" : root + "/oauth2/authorize";
            lootLockerUrl = root ?? "";
        }

        // The inspector makes empty strings of what was never filled in; to the library that is "absent".
        private static string Given(string text)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
    }
}
