using Kinpass.Native;

namespace Kinpass
{
    /// <summary>
    /// The token of one game: for the Social SDK's <c>Client::UpdateToken</c> and for Bearer calls. It is never refreshed;
    /// ask <see cref="KinpassAccount.GetChildTokenAsync(ChildTokenOptions, System.Threading.CancellationToken)"/> for the next.
    /// </summary>
    public sealed class ChildToken : DiscordToken
    {
        internal unsafe ChildToken(kinpass_event* native)
            : base(native, TokenKind.Child)
        {
        }
    }
}
