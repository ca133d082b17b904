using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass;
using Kinpass.Unity;
using UnityEngine;

// Put this on an object of your first scene. It signs the player in, and holds what the game needs afterwards.
public sealed class SignIn : MonoBehaviour
{
    [Tooltip("Names the player's record in the store. One player per machine: any fixed name.")]
    [SerializeField]
    private string playerKey = "player";

    private readonly CancellationTokenSource destroyed = new CancellationTokenSource();
    private KinpassAccount account;

    // For a button that is shown while the player is not linked.
    public bool NeedsLink { get; private set; }

    // For LootLocker's own SDK and your own calls; null until it is there.
    public LootLockerSession Session { get; private set; }

    private async void Start()
    {
        var settings = KinpassSettings.Load();
        account = KinpassRuntime.Client.OpenAccount(settings.ToAccountOptions(playerKey));
        account.ChildTokenRenewed += (_, token) => Connect(token);
        account.SessionRenewed += (_, session) => Session = session;
        account.LinkLost += (_, why) => NeedsLink = true;
        account.WentOffline += _ => Debug.Log("Kinpass: offline; the player stays signed in");
        await Guard(() => Enter(SignInMethod.Silent));
    }

    // Call it from the button.
    public async void Link()
    {
        await Guard(() => Enter(SignInMethod.Browser));
    }

    private async Task Enter(SignInMethod method)
    {
        await account.SignInAsync(new SignInOptions { Method = method }, destroyed.Token);
        NeedsLink = false;
        Connect(await account.GetChildTokenAsync(destroyed.Token));
        Session = await account.GetSessionAsync(destroyed.Token);
    }

    // Hand the token to Discord's Social SDK here: client.UpdateToken(AuthorizationTokenType.Bearer, token.AccessToken, ...).
    private static void Connect(ChildToken token)
    {
        Debug.Log("Kinpass: " + token);
    }

    private async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The scene or the game ended.
        }
        catch (KinpassException failure)
        {
            switch (failure.Status)
            {
                case KinpassStatus.NotLinked:
                case KinpassStatus.LinkLost:
                case KinpassStatus.AccessDenied:
                    NeedsLink = true;
                    break;
                default:
                    Debug.LogWarning("Kinpass: " + failure.Error);
                    break;
            }
        }
    }

    private void OnDestroy()
    {
        destroyed.Cancel();
        if (account != null)
        {
            account.Dispose();
        }
    }
}
