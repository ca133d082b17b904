namespace Kinpass
{
    /// <summary>The page that the player sees at the end of a sign-in in the browser.</summary>
    public sealed class FinishPage
    {
        /// <summary>The name of your game, up to 100 characters.</summary>
        public string Title { get; set; }

        /// <summary>Your colour, as <c>#rrggbb</c>. Default: a green.</summary>
        public string Accent { get; set; }

        /// <summary>
        /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and fonts have
        /// to be in it; scripts do not run.
        /// </summary>
        public string SuccessHtml { get; set; }

        /// <summary>Likewise, where the player said no or the sign-in failed.</summary>
        public string FailureHtml { get; set; }
    }
}
