// Hands child tokens to Discord's Social SDK and keeps them fresh there, without including the SDK.
//
//   #include <discordpp.h>
//   #include <kinpass_discordpp.hpp>
//
//   kinpass::discordpp_options options;
//   options.application_id = "...";                       // the game's own
//   options.on_ready = [sdk] { sdk->Connect(); };
//   kinpass::discordpp_bridge bridge(account, sdk, std::move(options));   // sdk: std::shared_ptr<discordpp::Client>
//   bridge.start();
//
// What it relies on, of `discordpp::Client`:
//   void UpdateToken(AuthorizationTokenType, std::string, std::function<void(ClientResult)>)
//   void SetTokenExpirationCallback(std::function<void()>)
// Specialise kinpass::discordpp_traits if your version of the SDK differs.
//
// The SDK calls its expiration callback once per token, and not at all while it is disconnected. So the bridge does not
// wait for it alone: pass the account's events to `handle`, and a token that the library renewed by itself is handed
// over, too.
//
// Call `discordpp::RunCallbacks` and `kinpass::client::poll` on the same thread.
#ifndef KINPASS_DISCORDPP_HPP
#define KINPASS_DISCORDPP_HPP

#include "kinpass.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

KINPASS_CPP_BEGIN

/// How the SDK's client is called.
template <class Sdk>
struct discordpp_traits {
  using done = std::function<void(bool successful, std::string message)>;

  static void update_token(Sdk &sdk, const child_token &token, done call) {
    sdk.UpdateToken(bearer(&Sdk::UpdateToken), std::string(token.access_token.view()),
                    [call = std::move(call)](auto outcome) {
                      const bool successful = outcome.Successful();
                      call(successful, successful ? std::string() : std::string(outcome.Error()));
                    });
  }

  static void on_token_expiration(Sdk &sdk, std::function<void()> call) {
    sdk.SetTokenExpirationCallback(std::move(call));
  }

 private:
  /// The SDK's `AuthorizationTokenType::Bearer`, by way of the function that takes it.
  template <class TokenType, class Token, class Callback>
  static constexpr TokenType bearer(void (Sdk::*)(TokenType, Token, Callback)) {
    return TokenType::Bearer;
  }
};

/// Hands one token to the SDK. `done(successful, message)` comes by the SDK's RunCallbacks.
template <class Sdk>
void update_token(Sdk &sdk, const child_token &token, typename discordpp_traits<Sdk>::done done) {
  discordpp_traits<Sdk>::update_token(sdk, token, std::move(done));
}
/// Nothing connects with a parent's token: exchange it for the game's child token.
template <class Sdk>
void update_token(Sdk &, const parent_token &, typename discordpp_traits<Sdk>::done) = delete;

/// Why the SDK has no fresh token: either Kinpass had none, or the SDK refused it.
struct discordpp_failure {
  std::optional<error> no_token;
  std::string sdk_message;

  std::string describe() const { return no_token ? no_token->describe() : sdk_message; }
};

struct discordpp_options {
  std::string application_id;  ///< The game's own (child) application. Required.
  /// The SDK has taken the first token: call `Connect` here. Runs once.
  unique_function<void()> on_ready;
  /// Runs whenever a token was not had or not taken. The bridge tries again when the account is online again.
  unique_function<void(const discordpp_failure &)> on_failure;
};

/// Keeps the SDK's client supplied with child tokens of one game. Neither moves nor is copied; end it before its
/// account.
template <class Sdk>
class discordpp_bridge {
 public:
  discordpp_bridge(account &from, std::shared_ptr<Sdk> to, discordpp_options options)
      : core_(std::make_shared<core>(from, std::move(to), std::move(options))) {}
  discordpp_bridge(const discordpp_bridge &) = delete;
  discordpp_bridge &operator=(const discordpp_bridge &) = delete;
  ~discordpp_bridge() {
    traits::on_token_expiration(*core_->sdk, [] {});
    core_->fetching.cancel();
  }

  /// Hands over the first token and listens for its end.
  void start() {
    traits::on_token_expiration(*core_->sdk, [weak = std::weak_ptr<core>(core_)] {
      if (auto self = weak.lock()) {
        // Anew: the one in memory is what the SDK says is at its end.
        core::fetch(self, true);
      }
    });
    core::fetch(core_, false);
  }

  /// Pass each event of the account to it.
  void handle(const account_event &event) {
    if (const auto *renewed = std::get_if<child_token_renewed>(&event)) {
      if (renewed->token.application_id == core_->options.application_id) {
        core::hand_over(core_, renewed->token);
      }
    } else if (std::holds_alternative<online>(event) && core_->lacking) {
      core::fetch(core_, true);
    }
  }

 private:
  using traits = discordpp_traits<Sdk>;

  /// What callbacks hold weakly, so that they do nothing after the bridge has ended.
  struct core {
    core(account &account_from, std::shared_ptr<Sdk> sdk_to, discordpp_options how)
        : from(&account_from), sdk(std::move(sdk_to)), options(std::move(how)) {}

    static void fetch(const std::shared_ptr<core> &self, bool force) {
      if (self->fetching) {
        return;
      }
      child_token_options asked;
      asked.application_id = self->options.application_id;
      asked.force = force;
      auto started = self->from->get_child_token(asked, [weak = std::weak_ptr<core>(self)](result<child_token> token) {
        const auto alive = weak.lock();
        if (!alive) {
          return;
        }
        alive->fetching = operation();
        if (token) {
          hand_over(alive, *token);
        } else {
          alive->fail({std::move(token).error(), {}});
        }
      });
      if (started) {
        self->fetching = *std::move(started);
      } else {
        self->fail({std::move(started).error(), {}});
      }
    }

    static void hand_over(const std::shared_ptr<core> &self, const child_token &token) {
      if (token.access_token == self->handed_over) {
        return;  // The SDK has it: an exchange that was asked for is also told as an event.
      }
      self->handed_over = token.access_token;
      traits::update_token(*self->sdk, token, [weak = std::weak_ptr<core>(self)](bool successful, std::string message) {
        const auto alive = weak.lock();
        if (!alive) {
          return;
        }
        if (!successful) {
          alive->handed_over = secret();
          alive->fail({std::nullopt, std::move(message)});
          return;
        }
        alive->lacking = false;
        if (alive->options.on_ready) {
          std::exchange(alive->options.on_ready, nullptr)();
        }
      });
    }

    void fail(discordpp_failure why) {
      lacking = true;
      if (options.on_failure) {
        options.on_failure(why);
      }
    }

    account *from;
    std::shared_ptr<Sdk> sdk;
    discordpp_options options;
    operation fetching;
    secret handed_over;
    bool lacking = false;
  };

  std::shared_ptr<core> core_;
};

KINPASS_CPP_END

#endif
