// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>Whose token it is. Mirrors <c>kinpass_token_kind</c>.</summary>
    internal enum TokenKind
    {
        /// <summary>None.</summary>
        None = 0,

        /// <summary>Of the publisher's application: it exchanges child tokens, and nothing connects with it.</summary>
        Parent = 1,

        /// <summary>Of one game: for the Social SDK's Client::UpdateToken and for Bearer calls.</summary>
        Child = 2,
    }
}
