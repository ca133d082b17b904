// A text that nobody prints by accident and that is wiped when its owner lets go.
#ifndef KINPASS_CPP_SECRET_HPP
#define KINPASS_CPP_SECRET_HPP

#include "platform.hpp"

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

KINPASS_CPP_BEGIN

/// A token or another secret. It has no stream operator and no conversion to a string: who needs the text says
/// `view()`.
class secret {
 public:
  secret() noexcept = default;
  secret(std::string_view text) : secret(text.size()) {
    if (!text.empty()) {
      std::memcpy(data_.get(), text.data(), text.size());
    }
  }
  secret(const char *text) : secret(std::string_view(text)) {}
  secret(const secret &other) : secret(other.view()) {}
  secret(secret &&other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  secret &operator=(const secret &other) {
    if (this != &other) {
      *this = secret(other);
    }
    return *this;
  }
  secret &operator=(secret &&other) noexcept {
    if (this != &other) {
      wipe();
      data_ = std::move(other.data_);
      size_ = std::exchange(other.size_, 0);
    }
    return *this;
  }
  ~secret() { wipe(); }

  std::string_view view() const noexcept { return {data_.get(), size_}; }
  /// Zero-terminated; never null.
  const char *c_str() const noexcept { return data_ ? data_.get() : ""; }
  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// Takes as long for a near miss as for a far one of the same length.
  friend bool operator==(const secret &a, const secret &b) noexcept {
    if (a.size_ != b.size_) {
      return false;
    }
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size_; ++i) {
      difference |=
          static_cast<unsigned char>(a.data_[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(b.data_[i]));
    }
    return difference == 0;
  }
  friend bool operator!=(const secret &a, const secret &b) noexcept { return !(a == b); }

  /// Zero bytes, to be filled through `writable()`.
  static secret with_size(std::size_t size) { return secret(size); }
  char *writable() noexcept { return data_.get(); }
  /// Forgets what lies behind `size`, which may not be more than it was.
  void truncate(std::size_t size) noexcept {
    wipe_range(size, size_);
    size_ = size;
  }

 private:
  explicit secret(std::size_t size) : data_(size == 0 ? nullptr : new char[size + 1]()), size_(size) {}

  void wipe_range(std::size_t from, std::size_t to) noexcept {
    // Volatile: a compiler must not leave out the last write to memory that is freed.
    volatile char *bytes = data_.get();
    for (std::size_t i = from; i < to; ++i) {
      bytes[i] = 0;
    }
  }
  void wipe() noexcept { wipe_range(0, size_); }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
};

KINPASS_CPP_END

#endif
