// A store in memory that can lock and can fail.
#ifndef STORES_HPP
#define STORES_HPP

#include <kinpass.hpp>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

class map_store final : public kinpass::account_store {
 public:
  std::atomic<bool> broken{false};

  bool load(std::string_view key, kinpass::unique_function<void(std::string_view)> &found) override {
    std::unique_lock<std::mutex> guard(mutex_);
    waiting_ = held_;
    changed_.notify_all();
    changed_.wait(guard, [this] { return !held_; });
    const auto at = records_.find(std::string(key));
    if (at != records_.end()) {
      found(at->second);
    }
    return true;
  }
  bool save(std::string_view key, std::string_view record) override {
    fail_if_broken();
    const std::lock_guard<std::mutex> guard(mutex_);
    records_[std::string(key)] = std::string(record);
    return !broken;
  }
  bool erase(std::string_view key) override {
    const std::lock_guard<std::mutex> guard(mutex_);
    records_.erase(std::string(key));
    return true;
  }

  bool has_lock() const noexcept override { return true; }
  bool lock(std::string_view, std::chrono::milliseconds timeout) override {
    ++locks_;
    return timeout.count() >= 0;
  }
  bool unlock(std::string_view) override {
    ++unlocks_;
    return true;
  }

  /// From now on `load` does not return until `let_go`.
  void hold() {
    const std::lock_guard<std::mutex> guard(mutex_);
    held_ = true;
  }
  void wait_until_held() {
    std::unique_lock<std::mutex> guard(mutex_);
    changed_.wait(guard, [this] { return waiting_; });
  }
  void let_go() {
    const std::lock_guard<std::mutex> guard(mutex_);
    held_ = false;
    changed_.notify_all();
  }

  std::size_t records() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return records_.size();
  }
  int locks() const { return locks_; }
  int unlocks() const { return unlocks_; }

 private:
  void fail_if_broken() const {
#if KINPASS_CPP_EXCEPTIONS
    if (broken) {
      throw std::runtime_error("the disk is full");
    }
#endif
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false, waiting_ = false;
  std::map<std::string, std::string> records_;
  std::atomic<int> locks_{0}, unlocks_{0};
};

inline kinpass::account_options player(std::string_view key) {
  kinpass::account_options options;
  options.player_key = key;
  options.application_id = "1100000000000000011";
  return options;
}

#endif
