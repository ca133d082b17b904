namespace Kinpass
{
    /// <summary>An authorization that the host carries out itself: open the page, then exchange the code of its redirect.</summary>
    public sealed class AuthorizationRequest
    {
        /// <summary>The page to open.</summary>
        public string Url { get; private set; }

        /// <summary>For <see cref="ExchangeCodeOptions.CodeVerifier"/>. A secret.</summary>
        public string CodeVerifier { get; private set; }

        /// <summary>Has to come back with the redirect, unchanged; refuse the redirect if it differs.</summary>
        public string State { get; private set; }

        internal AuthorizationRequest(string url, string codeVerifier, string state)
        {
            Url = url;
            CodeVerifier = codeVerifier;
            State = state;
        }
    }
}
