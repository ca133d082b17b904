using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>How a client works. Zero or null means the default, for every property.</summary>
    public sealed class KinpassConfig
    {
        /// <summary>Discord: the publisher's (parent) application id, as decimal text.</summary>
        public string DiscordApplicationId { get; set; }

        /// <summary>
        /// Discord: the client secret of a confidential publisher application. For servers and tools: never ship it.
        /// </summary>
        public string DiscordClientSecret { get; set; }

        /// <summary>Default <c>https://discord.com/api/v10</c>.</summary>
        public string DiscordApiUrl { get; set; }

        /// <summary>Default <c>https://discord.com/oauth2/authorize</c>.</summary>
        public string DiscordAuthorizeUrl { get; set; }

        /// <summary>
        /// A publisher's own backend that does the child exchange in place of Discord's route: the same JSON in and out,
        /// with the secret added there.
        /// </summary>
        public string ChildTokenUrl { get; set; }

        /// <summary>Sent as <c>Authorization</c> header to <see cref="ChildTokenUrl"/>, and nowhere else. A secret.</summary>
        public string ChildTokenAuthorization { get; set; }

        /// <summary>LootLocker: the game key (<c>dev_...</c> or <c>prod_...</c>).</summary>
        public string LootLockerGameKey { get; set; }

        /// <summary>LootLocker: two to four numbers separated by dots, without leading zeros. Default <c>1.0.0.0</c>.</summary>
        public string LootLockerGameVersion { get; set; }

        /// <summary>LootLocker: the domain key; makes the address <c>https://{domain_key}.api.lootlocker.com</c>.</summary>
        public string LootLockerDomainKey { get; set; }

        /// <summary>
        /// LootLocker: the address, default <c>https://api.lootlocker.com</c>. Takes precedence over the domain key.
        /// </summary>
        public string LootLockerUrl { get; set; }

        /// <summary>
        /// For example <c>http://proxy.example:3128</c>. Default: the environment's. <c>none</c> turns proxies off.
        /// </summary>
        public string ProxyUrl { get; set; }

        /// <summary>More certificate authorities to trust, as PEM.</summary>
        public string CaCertificatesPem { get; set; }

        /// <summary>Appended to the user agent: <c>MyGame/1.2</c>.</summary>
        public string UserAgentSuffix { get; set; }

        /// <summary>For connecting, TLS included. Default 10 s.</summary>
        public TimeSpan ConnectTimeout { get; set; }

        /// <summary>For one request from start to end. Default 30 s.</summary>
        public TimeSpan RequestTimeout { get; set; }

        /// <summary>Longest wait between two tries. Default 60 s. An answer that asks for more ends the operation.</summary>
        public TimeSpan MaxRetryDelay { get; set; }

        /// <summary>How often a request is sent at most. Default 4; 1 means no retries.</summary>
        public int MaxAttempts { get; set; }

        /// <summary>How many requests run at once at most. Default 4, up to 64.</summary>
        public int MaxInFlight { get; set; }

        /// <summary>How many operations may be open at once. Default 65,536.</summary>
        public int MaxOperations { get; set; }

        /// <summary>How the LootLocker game key is named in requests.</summary>
        public GameKeyField GameKeyField { get; set; }

        /// <summary>Where accounts rest between runs.</summary>
        public StoreKind Store { get; set; }

        /// <summary>
        /// Send the child application id as a JSON number, as the older specification says. Default: as a string.
        /// </summary>
        public bool ChildApplicationIdAsNumber { get; set; }

        /// <summary>Names the application in the operating system's credential store. Default <c>kinpass</c>.</summary>
        public string StoreService { get; set; }

        /// <summary>
        /// For <see cref="StoreKind.Host"/>: a <c>kinpass_store_functions</c> that a native plugin has filled with
        /// functions of its own. They run on the library's worker, so they may not be managed code.
        /// </summary>
        public IntPtr NativeStoreFunctions { get; set; }

        /// <summary>
        /// Advanced: a function of a native plugin that hears the log from the beginning. See
        /// <see cref="KinpassClient.SetNativeLog"/>.
        /// </summary>
        public IntPtr NativeLogFunction { get; set; }

        /// <summary>Handed to <see cref="NativeLogFunction"/>.</summary>
        public IntPtr NativeLogUserData { get; set; }

        /// <summary>Up to which level <see cref="NativeLogFunction"/> hears lines. Default: infos.</summary>
        public KinpassLogLevel NativeLogLevel { get; set; }

        internal unsafe kinpass_config ToNative(NativeText text)
        {
            kinpass_config native;
            KinpassLibrary.Check(NativeMethods.kinpass_config_init(&native, (UIntPtr)(uint)sizeof(kinpass_config)));
            native.discord_application_id = text.Add(DiscordApplicationId);
            native.discord_client_secret = text.Add(DiscordClientSecret);
            native.discord_api_url = text.Add(DiscordApiUrl);
            native.discord_authorize_url = text.Add(DiscordAuthorizeUrl);
            native.child_token_url = text.Add(ChildTokenUrl);
            native.child_token_authorization = text.Add(ChildTokenAuthorization);
            native.lootlocker_game_key = text.Add(LootLockerGameKey);
            native.lootlocker_game_version = text.Add(LootLockerGameVersion);
            native.lootlocker_domain_key = text.Add(LootLockerDomainKey);
            native.lootlocker_url = text.Add(LootLockerUrl);
            native.proxy_url = text.Add(ProxyUrl);
            native.ca_certificates_pem = text.Add(CaCertificatesPem);
            native.user_agent_suffix = text.Add(UserAgentSuffix);
            native.connect_timeout_ms = Units.ToMilliseconds(ConnectTimeout, "ConnectTimeout");
            native.request_timeout_ms = Units.ToMilliseconds(RequestTimeout, "RequestTimeout");
            native.max_retry_delay_ms = Units.ToMilliseconds(MaxRetryDelay, "MaxRetryDelay");
            native.max_attempts = Units.ToCount(MaxAttempts, "MaxAttempts");
            native.max_in_flight = Units.ToCount(MaxInFlight, "MaxInFlight");
            native.max_operations = Units.ToCount(MaxOperations, "MaxOperations");
            native.lootlocker_game_key_field = (int)GameKeyField;
            native.store = (int)Store;
            native.child_application_id_as_number = (byte)(ChildApplicationIdAsNumber ? 1 : 0);
            native.store_service = text.Add(StoreService);
            native.store_functions = NativeStoreFunctions;
            native.log_function = NativeLogFunction;
            native.log_user_data = NativeLogUserData;
            native.log_level = (int)NativeLogLevel;
            return native;
        }
    }
}
