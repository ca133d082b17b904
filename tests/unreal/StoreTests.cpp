// A store in the game's hands.

#include <mutex>

#include "Check.h"
#include "KinpassStore.h"
#include "KinpassTestListener.h"
#include "Play.h"
#include "Sandbox.h"

namespace
{
/** Keeps records over plays, as a save game does. Counts, because it is called on threads of the library. */
class FMemoryStore : public IKinpassStore
{
public:
	virtual bool Load(const FString& Key, FString& OutRecord) override
	{
		const std::lock_guard<std::mutex> Guard(Mutex);
		bEverOnGameThread = bEverOnGameThread || IsInGameThread();
		OutRecord = Records.FindRef(Key);
		return !bFails;
	}
	virtual bool Save(const FString& Key, const FString& Record) override
	{
		const std::lock_guard<std::mutex> Guard(Mutex);
		bEverOnGameThread = bEverOnGameThread || IsInGameThread();
		if (bFails)
		{
			return false;
		}
		Records.Add(Key, Record);
		return true;
	}
	virtual bool Erase(const FString& Key) override
	{
		const std::lock_guard<std::mutex> Guard(Mutex);
		bEverOnGameThread = bEverOnGameThread || IsInGameThread();
		Records.Remove(Key);
		return !bFails;
	}
	virtual bool HasLock() const override { return true; }
	virtual bool Lock(const FString& /*Key*/, uint32 /*TimeoutMs*/) override
	{
		const std::lock_guard<std::mutex> Guard(Mutex);
		++Locks;
		return true;
	}
	virtual bool Unlock(const FString& /*Key*/) override
	{
		const std::lock_guard<std::mutex> Guard(Mutex);
		++Unlocks;
		return true;
	}

	std::mutex Mutex;
	TMap<FString, FString> Records;
	int32 Locks = 0;
	int32 Unlocks = 0;
	bool bFails = false;
	bool bEverOnGameThread = false;
};

FKinpassConfig ConfigWith(const TSharedRef<FMemoryStore, ESPMode::ThreadSafe>& Store)
{
	FKinpassConfig Config = FKinpassConfig::FromSettings();
	Config.StoreKind = EKinpassStoreKind::Host;
	Config.Store = TSharedPtr<IKinpassStore, ESPMode::ThreadSafe>(Store);
	return Config;
}

/** What a silent sign-in comes to. */
FKinpassError SignInSilently(UKinpassAccount* Account)
{
	FKinpassError Error;
	bool bDone = false;
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Silent;
	Account->SignIn(Options,
		[&](const TKinpassResult<FKinpassToken>& Result)
		{
			Error = Result.Error;
			bDone = true;
		});
	CHECK(Until([&bDone] { return bDone; }));
	return Error;
}
} // namespace

TEST(a_link_outlives_the_game_in_the_games_own_store)
{
	const TSharedRef<FMemoryStore, ESPMode::ThreadSafe> Store = MakeShared<FMemoryStore, ESPMode::ThreadSafe>();
	{
		FPlay Play;
		REQUIRE(Play.Kinpass().Restart(ConfigWith(Store)).IsOk());
		Play.Linked(TEXT("ada"));
		CHECK(Store->Records.Num() == 1);
	}
	FPlay Play;
	REQUIRE(Play.Kinpass().Restart(ConfigWith(Store)).IsOk());
	CHECK(SignInSilently(Play.Account(TEXT("ada"))).IsOk());
	CHECK(SignInSilently(Play.Account(TEXT("bob"))).Status == EKinpassStatus::NotLinked);

	bool bOut = false;
	Play.Account(TEXT("ada"))->SignOut(false, [&bOut](const TKinpassResult<FKinpassNothing>& Result) { bOut = Result.IsOk(); });
	CHECK(Until([&bOut] { return bOut; }));
	Play.Stop();
	CHECK(Store->Records.IsEmpty());
	CHECK(!Store->bEverOnGameThread);
	CHECK(Store->Locks == Store->Unlocks);
}

TEST(a_store_that_fails_is_told_and_the_token_is_kept)
{
	const TSharedRef<FMemoryStore, ESPMode::ThreadSafe> Store = MakeShared<FMemoryStore, ESPMode::ThreadSafe>();
	Store->bFails = true;
	FPlay Play;
	REQUIRE(Play.Kinpass().Restart(ConfigWith(Store)).IsOk());
	UKinpassAccount* Account = Play.Account();
	FKinpassAdoptOptions Options;
	Options.AccessToken = Sandbox::Link(TEXT("ada")).AccessToken;
	Options.ExpiresInSeconds = 604800;
	bool bDone = false;
	Account->AdoptTokens(Options,
		[&bDone](const TKinpassResult<FKinpassNothing>& Result)
		{
			bDone = true;
			CHECK(Result.Error.Status == EKinpassStatus::StoreFailed);
			CHECK(Result.Error.Category == EKinpassErrorCategory::Store);
		});
	CHECK(Until([&bDone] { return bDone; }));
	FKinpassAccountInfo Info;
	CHECK(Account->GetInfo(Info).IsOk());
	CHECK(Info.State == EKinpassAccountState::Linked);
}

TEST(a_store_lives_as_long_as_its_client)
{
	TSharedPtr<FMemoryStore, ESPMode::ThreadSafe> Store = MakeShared<FMemoryStore, ESPMode::ThreadSafe>();
	const TWeakPtr<FMemoryStore, ESPMode::ThreadSafe> Weak = Store;
	FPlay Play;
	REQUIRE(Play.Kinpass().Restart(ConfigWith(Store.ToSharedRef())).IsOk());
	Store.Reset();
	CHECK(Weak.IsValid());
	Play.Linked();
	Play.Stop();
	CHECK(!Weak.IsValid());
}

TEST(a_store_that_fails_at_a_renewal_is_told_by_an_event)
{
	const TSharedRef<FMemoryStore, ESPMode::ThreadSafe> Store = MakeShared<FMemoryStore, ESPMode::ThreadSafe>();
	FPlay Play;
	REQUIRE(Play.Kinpass().Restart(ConfigWith(Store)).IsOk());
	UKinpassAccount* Account = Play.Account(TEXT("ada"));
	FListener Events;
	Events->HearAccount(Account);
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	FKinpassAdoptOptions Options;
	Options.AccessToken = Tokens.AccessToken;
	Options.RefreshToken = Tokens.RefreshToken;
	Options.ExpiresInSeconds = 3;
	bool bDone = false;
	Account->AdoptTokens(Options,
		[&](const TKinpassResult<FKinpassNothing>& Result)
		{
			bDone = Result.IsOk();
			const std::lock_guard<std::mutex> Guard(Store->Mutex);
			Store->bFails = true;
		});
	REQUIRE(Until([&Events] { return Events->Events.Contains(EKinpassAccountEventKind::StoreFailed); }));
	CHECK(bDone);
	CHECK(Events->Error.Status == EKinpassStatus::StoreFailed);
}
