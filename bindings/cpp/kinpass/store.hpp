// Where accounts rest, in the host's hands.
#ifndef KINPASS_CPP_STORE_HPP
#define KINPASS_CPP_STORE_HPP

#include "text.hpp"
#include "unique_function.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

KINPASS_CPP_BEGIN

/// A save game, a platform's store, a server's database. Functions run on the library's worker, several at once for
/// different players, and may take their time. Records hold tokens: encrypt them where others can read them.
///
/// Each returns true for success. False, or an exception, is reported as status::store_failed.
class account_store {
 public:
  account_store() = default;
  account_store(const account_store &) = delete;
  account_store &operator=(const account_store &) = delete;
  virtual ~account_store() = default;

  /// Finds the record and hands it to `found`, once. Does not call `found` if there is none; that is a success.
  virtual bool load(std::string_view key, unique_function<void(std::string_view record)> &found) = 0;
  /// Replaces the record as a whole: after a crash either the old or the new one is there.
  virtual bool save(std::string_view key, std::string_view record) = 0;
  /// Erases the record; success if there is none.
  virtual bool erase(std::string_view key) = 0;

  /// True if `lock` and `unlock` work across all processes and machines that share this store.
  virtual bool has_lock() const noexcept { return false; }
  /// Waits at most `timeout`. The lock has to end by itself when its holder dies.
  virtual bool lock(std::string_view key, std::chrono::milliseconds timeout) {
    static_cast<void>(key), static_cast<void>(timeout);
    return false;
  }
  virtual bool unlock(std::string_view key) {
    static_cast<void>(key);
    return false;
  }
};

namespace detail {

/// The C functions of an account_store.
struct store_functions {
  static kinpass_store_functions of(account_store &store) noexcept {
    kinpass_store_functions raw{};
    raw.struct_size = sizeof raw;
    raw.user_data = &store;
    raw.load = &load;
    raw.save = &save;
    raw.erase = &erase;
    if (store.has_lock()) {
      raw.lock = &lock;
      raw.unlock = &unlock;
    }
    return raw;
  }

 private:
  static account_store &store(void *user_data) noexcept { return *static_cast<account_store *>(user_data); }

  /// A store that throws has failed; the library learns no more than that.
  template <class Call>
  static std::int32_t run(Call &&call) noexcept {
#if KINPASS_CPP_EXCEPTIONS
    try {
      return call() ? 0 : 1;
    } catch (...) {
      return 1;
    }
#else
    return call() ? 0 : 1;
#endif
  }

  static std::int32_t load(void *self, const char *key, kinpass_store_sink put, void *sink) noexcept {
    return run([&] {
      unique_function<void(std::string_view)> found = [&](std::string_view record) {
        put(sink, record.data(), record.size());
      };
      return store(self).load(key, found);
    });
  }
  static std::int32_t save(void *self, const char *key, const char *data, std::size_t size) noexcept {
    return run([&] { return store(self).save(key, std::string_view(data, size)); });
  }
  static std::int32_t erase(void *self, const char *key) noexcept {
    return run([&] { return store(self).erase(key); });
  }
  static std::int32_t lock(void *self, const char *key, std::uint32_t timeout_ms) noexcept {
    return run([&] { return store(self).lock(key, std::chrono::milliseconds(timeout_ms)); });
  }
  static std::int32_t unlock(void *self, const char *key) noexcept {
    return run([&] { return store(self).unlock(key); });
  }
};

}  // namespace detail
KINPASS_CPP_END

#endif
