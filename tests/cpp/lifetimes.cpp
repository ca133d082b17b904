// What the library may still use lives on: log functions after a destroy that was too short, statics until the end of the
// program.
#include "support/sandbox.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace lifetimes {

/// A place where one thread says that it has arrived, and stays until it may go.
class stop {
 public:
  void arrive() {
    std::unique_lock<std::mutex> lock(mutex_);
    arrived_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void await() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return arrived_; });
  }
  void let_pass() {
    const std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool arrived_ = false;
  bool open_ = false;
};

/// Says at the end of the program whether it saw all that it should.
struct witness {
  std::mutex mutex;
  std::string lines;
  bool completed = false;

  ~witness() {
    const bool seen = completed && !lines.empty();
    std::printf("%s a_static_client_ends_with_the_program\n", seen ? "ok" : "FAILED");
    std::fflush(stdout);
    if (!seen) {
      std::_Exit(EXIT_FAILURE);
    }
  }
};

}  // namespace lifetimes

TEST(a_log_function_that_runs_is_kept_however_its_client_ended) {
  sandbox::reset();
  auto client = sandbox::client();
  // Shared with the function: its thread may still be in them when this test is over.
  const auto inside = std::make_shared<lifetimes::stop>(), left = std::make_shared<lifetimes::stop>();
  // Of its own, larger than what a function holds inside: freed with the function, and read after it was stopped.
  const std::string words(100, 'x');
  TAKE(client.set_log(kinpass::log_level::debug,
                      [inside, left, words, first = true](kinpass::log_level, std::string_view, std::string_view) mutable {
                        if (std::exchange(first, false)) {
                          inside->arrive();
                          CHECK(words == std::string(100, 'x'));
                          left->arrive();
                        }
                      }));
  TAKE(client.lootlocker_ping("session", kinpass::detached));
  inside->await();
  // Another has destroyed it, and did not wait.
  CHECK(kinpass_client_destroy(client.native_handle(), 1) == KINPASS_ERROR_TIMEOUT);
  CHECK(client.close().status() == kinpass::status::invalid_handle);
  inside->let_pass();
  left->await();
  left->let_pass();
}

TEST(a_static_client_is_left_to_the_end_of_the_program) {
  sandbox::reset();
  // Static ones end in the opposite order.
  static lifetimes::witness seen;
  static kinpass::client client = sandbox::client();
  TAKE(client.set_log(kinpass::log_level::trace, [](kinpass::log_level, std::string_view, std::string_view text) {
    const std::lock_guard<std::mutex> lock(seen.mutex);
    seen.lines.append(text);
  }));
  // Answered or cancelled, whichever is first: nobody polls, so its completion is delivered at the client's end.
  TAKE(client.lootlocker_ping("session", [](const kinpass::result<void> &) { seen.completed = true; }));
}
