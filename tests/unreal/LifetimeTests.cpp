// What ends before what: games, nodes, listeners, handlers.

#include "Check.h"
#include "Containers/Ticker.h"
#include "KinpassDoneAction.h"
#include "KinpassSessionAction.h"
#include "KinpassSettings.h"
#include "KinpassTestListener.h"
#include "Play.h"
#include "Sandbox.h"
#include "Shim.h"

static const char* const NeverAnswers = R"("route":"*","times":null,"action":{"kind":"hang"})";

TEST(stop_while_a_request_is_open_fires_the_error_before_stop_returns)
{
	Sandbox::Fault(NeverAnswers);
	FListener Listener;
	FPlay Play;
	Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	Settle();
	REQUIRE(Listener->Ends() == 0);
	Play.Stop();
	CHECK(Listener->Errors == 1);
	CHECK(Listener->Error.Status == EKinpassStatus::Cancelled);
	Settle();
	CHECK(Listener->Ends() == 1);
}

TEST(play_works_again_after_a_stop_with_an_open_request)
{
	FListener First;
	{
		Sandbox::Fault(NeverAnswers);
		FPlay Play;
		First->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	}
	CHECK(First->Errors == 1);
	Sandbox::Reset();
	FPlay Play;
	FListener Second;
	Second->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Second.EndsOnce());
	CHECK(Second->Error.Status == EKinpassStatus::Unauthorized);
	CHECK(First->Ends() == 1);
}

TEST(a_hundred_plays_leave_nothing_behind)
{
	Sandbox::Fault(NeverAnswers);
	ShimFrame();
	const int32 Tickers = FTSTicker::GetCoreTicker().ShimCount();
	FListener Listener;
	for (int32 Round = 0; Round < 100; ++Round)
	{
		FPlay Play;
		Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
		ShimFrame();
	}
	CHECK(Listener->Errors == 100);
	ShimFrame();
	CHECK(FTSTicker::GetCoreTicker().ShimCount() == Tickers);
}

TEST(two_games_side_by_side_do_not_disturb_each_other)
{
	FListener Left;
	FListener Right;
	FPlay One;
	FPlay Other;
	Left->Hear(UKinpassDoneAction::Ping(One.Game(), TEXT("token")))->Activate();
	Right->Hear(UKinpassDoneAction::Ping(Other.Game(), TEXT("token")))->Activate();
	One.Stop();
	CHECK(Left->Errors == 1);
	REQUIRE(Right.EndsOnce());
	CHECK(Right->Error.Status == EKinpassStatus::Unauthorized);
}

TEST(an_open_node_survives_garbage_collection)
{
	FPlay Play;
	FListener Listener;
	UKinpassDoneAction* Node = Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")));
	const TWeakObjectPtr<UKinpassDoneAction> Weak = Node;
	Node->Activate();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	CHECK(Weak.IsValid());
	REQUIRE(Listener.EndsOnce());
	// It has let go of itself.
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	CHECK(!Weak.IsValid());
}

TEST(a_node_that_is_collected_while_its_request_is_open_fires_nothing)
{
	FPlay Play;
	FListener Listener;
	UKinpassDoneAction* Node = Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")));
	const TWeakObjectPtr<UKinpassDoneAction> Weak = Node;
	Node->Activate();
	Node->SetReadyToDestroy();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	REQUIRE(!Weak.IsValid());
	// The answer comes, and a later request's after it: nobody minds.
	FListener Next;
	Next->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Next.EndsOnce());
	CHECK(Sandbox::Count("GET /game/ping") == 2);
	CHECK(Listener->Ends() == 0);
}

TEST(a_listener_that_is_collected_hears_nothing_more)
{
	FPlay Play;
	UKinpassTestListener* Listener = NewObject<UKinpassTestListener>();
	static int32 Calls = 0;
	Listener->OnEnd = [] { ++Calls; };
	Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	FListener Next;
	Next->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Next.EndsOnce());
	CHECK(Calls == 0);
}

TEST(the_subsystem_may_end_in_a_delegate)
{
	FPlay Play;
	FListener Ender;
	FListener Other;
	Sandbox::Fault(R"("route":"DELETE /game/v1/session","times":null,"action":{"kind":"hang"})");
	Other->Hear(UKinpassDoneAction::EndSession(Play.Game(), TEXT("token")))->Activate();
	Ender->OnEnd = [&]
	{
		// The engine collects garbage between frames, never within a delegate; so this is not Play.Stop.
		Play.Game()->Shutdown();
		// What was still open has been told before Shutdown returned.
		CHECK(Other->Errors == 1);
		CHECK(Other->Error.Status == EKinpassStatus::Cancelled);
	};
	Ender->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Ender.EndsOnce());
	CHECK(Other->Ends() == 1);
}

TEST(a_handler_that_tries_again_while_the_game_ends_hears_of_it_once)
{
	Sandbox::Fault(NeverAnswers);
	int32 First = 0;
	int32 Second = 0;
	{
		FPlay Play;
		UKinpassSubsystem& Kinpass = Play.Kinpass();
		Kinpass.Ping(TEXT("token"),
			[&](const TKinpassResult<FKinpassNothing>&)
			{
				++First;
				Kinpass.Ping(TEXT("token"),
					[&Second](const TKinpassResult<FKinpassNothing>& Result)
					{
						++Second;
						CHECK(Result.Error.Status == EKinpassStatus::InvalidHandle);
					});
			});
	}
	CHECK(First == 1);
	CHECK(Second == 0);
	Settle();
	CHECK(First == 1);
	CHECK(Second == 1);
}

TEST(a_refused_start_completes_later_and_once)
{
	FPlay Play;
	int32 Calls = 0;
	const FKinpassOperation Operation = Play.Kinpass().Ping(FString(),
		[&Calls](const TKinpassResult<FKinpassNothing>& Result)
		{
			++Calls;
			CHECK(Result.Error.Status == EKinpassStatus::InvalidArgument);
			CHECK(Result.Error.Category == EKinpassErrorCategory::Usage);
			CHECK(Result.Error.Message.Equals(TEXT("kinpass_lootlocker_ping: session_token: text expected, got nothing")));
		});
	CHECK(!Operation.IsValid());
	CHECK(Calls == 0);
	// Another call that is refused meanwhile takes nothing from it, and tells its own reason.
	FKinpassAccountOptions Options;
	Options.ApplicationId = TEXT("my-app");
	FKinpassError Error;
	CHECK(Play.Kinpass().OpenAccount(Options, Error) == nullptr);
	CHECK(Error.Status == EKinpassStatus::InvalidArgument);
	CHECK(Error.Category == EKinpassErrorCategory::Usage);
	CHECK(Error.Message.Equals(TEXT("kinpass_account_open: application_id: decimal digits expected, got \"my-app\"")));
	Settle();
	CHECK(Calls == 1);
}

TEST(a_refused_start_completes_when_the_game_ends_first)
{
	int32 Calls = 0;
	{
		FPlay Play;
		Play.Kinpass().Ping(FString(), [&Calls](const TKinpassResult<FKinpassNothing>&) { ++Calls; });
	}
	CHECK(Calls == 1);
	Settle();
	CHECK(Calls == 1);
}

TEST(a_zero_within_a_text_is_refused)
{
	FPlay Play;
	FString Text = TEXT("to");
	Text.AppendChar(0);
	Text += TEXT("ken");
	FListener Listener;
	Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), Text))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::InvalidString);
}

TEST(a_node_without_a_game_fires_its_error)
{
	FListener Listener;
	Listener->Hear(UKinpassDoneAction::Ping(nullptr, TEXT("token")))->Activate();
	CHECK(Listener->Errors == 1);
	CHECK(Listener->Error.Status == EKinpassStatus::InvalidHandle);
}

TEST(cancel_completes_as_cancelled)
{
	Sandbox::Fault(NeverAnswers);
	FPlay Play;
	FListener Listener;
	UKinpassDoneAction* Node = Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")));
	Node->Activate();
	Node->Cancel();
	Node->Cancel();
	CHECK(Listener->Ends() == 0);
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::Cancelled);
	FListener All;
	All->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	Play.Kinpass().CancelAll();
	REQUIRE(All.EndsOnce());
	CHECK(All->Error.Status == EKinpassStatus::Cancelled);
}

TEST(activating_twice_starts_once)
{
	FPlay Play;
	FListener Listener;
	UKinpassDoneAction* Node = Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")));
	Node->Activate();
	Node->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Sandbox::Count("GET /game/ping") == 1);
}

TEST(restart_cancels_and_goes_on)
{
	Sandbox::Fault(R"("route":"GET /game/ping","times":1,"action":{"kind":"hang"})");
	FPlay Play;
	FListener Open;
	Open->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	CHECK(Until([] { return Sandbox::Count("GET /game/ping") == 1; }));
	CHECK(Play.Kinpass().Restart(FKinpassConfig::FromSettings()).IsOk());
	CHECK(Open->Error.Status == EKinpassStatus::Cancelled);
	FListener Next;
	Next->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Next.EndsOnce());
	CHECK(Next->Error.Status == EKinpassStatus::Unauthorized);
}

TEST(a_handler_may_restart)
{
	FPlay Play;
	UKinpassSubsystem& Kinpass = Play.Kinpass();
	int32 Cancelled = 0;
	int32 Answered = 0;
	const auto Count = [&](const TKinpassResult<FKinpassNothing>& Result)
	{
		if (Result.Error.Status == EKinpassStatus::Cancelled)
		{
			++Cancelled;
			// Restarts within the restart that cancelled it.
			Kinpass.Restart(FKinpassConfig::FromSettings());
		}
		else
		{
			++Answered;
			Kinpass.Restart(FKinpassConfig::FromSettings());
		}
	};
	Sandbox::Fault(R"("route":"DELETE /game/v1/session","times":null,"action":{"kind":"hang"})");
	Kinpass.EndSession(TEXT("token"), Count);
	Kinpass.Ping(TEXT("token"), Count);
	CHECK(Until([&] { return Cancelled + Answered == 2; }));
	CHECK(Cancelled == 1);
	CHECK(Kinpass.IsRunning());
	Settle();
	CHECK(Cancelled + Answered == 2);
}

TEST(nothing_restarts_after_the_end)
{
	FPlay Play;
	UKinpassSubsystem* Kinpass = &Play.Kinpass();
	Play.Game()->Shutdown();
	CHECK(Kinpass->Restart(FKinpassConfig::FromSettings()).Status == EKinpassStatus::InvalidState);
	CHECK(!Kinpass->IsRunning());
}

TEST(a_wrong_configuration_is_told_and_every_operation_ends)
{
	GetMutableDefault<UKinpassSettings>()->LootLockerUrl = TEXT("http://example.com");
	FPlay Play;
	CHECK(!Play.Kinpass().IsRunning());
	CHECK(Play.Kinpass().Restart(FKinpassConfig::FromSettings()).Status == EKinpassStatus::InsecureUrl);
	FListener Listener;
	Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::InvalidHandle);
	FKinpassError Error;
	CHECK(Play.Kinpass().OpenAccount(FKinpassAccountOptions(), Error) == nullptr);
	CHECK(!Error.IsOk());
}
