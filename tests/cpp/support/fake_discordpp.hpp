// A stand-in for Discord's Social SDK: the signatures of discordpp.h that the bridge uses, and the rules that it
// documents. Callbacks run in RunCallbacks only; the expiration callback runs once per token; Connect needs a token.
#ifndef FAKE_DISCORDPP_HPP
#define FAKE_DISCORDPP_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace discordpp {

enum class AuthorizationTokenType { User = 0, Bearer = 1 };

class ClientResult {
 public:
  explicit ClientResult(std::string error) : error_(std::move(error)) {}
  bool Successful() const { return error_.empty(); }
  std::string Error() const { return error_; }

 private:
  std::string error_;
};

class Client {
 public:
  using UpdateTokenCallback = std::function<void(ClientResult result)>;
  using TokenExpirationCallback = std::function<void()>;

  void UpdateToken(AuthorizationTokenType type, std::string token, UpdateTokenCallback callback) {
    const bool refused = std::exchange(refuse_next, false) || type != AuthorizationTokenType::Bearer || token.empty();
    if (!refused) {
      tokens.push_back(std::move(token));
      expiration_told_ = false;
    }
    queue_.push_back([callback, refused] { callback(ClientResult(refused ? "token refused" : "")); });
  }
  void SetTokenExpirationCallback(TokenExpirationCallback callback) { on_expiration_ = std::move(callback); }
  void Connect() { connects += tokens.empty() ? 0 : 1; }

  void RunCallbacks() {
    for (auto &call : std::exchange(queue_, {})) {
      call();
    }
  }

  // For tests.
  void expire() {
    if (!std::exchange(expiration_told_, true)) {
      queue_.push_back([this] { on_expiration_(); });
    }
  }
  std::vector<std::string> tokens;
  int connects = 0;
  bool refuse_next = false;

 private:
  TokenExpirationCallback on_expiration_ = [] {};
  std::vector<std::function<void()>> queue_;
  bool expiration_told_ = false;
};

}  // namespace discordpp

#endif
