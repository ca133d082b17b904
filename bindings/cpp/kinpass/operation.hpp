// A started operation.
#ifndef KINPASS_CPP_OPERATION_HPP
#define KINPASS_CPP_OPERATION_HPP

#include "result.hpp"

#include <cstdint>
#include <utility>

KINPASS_CPP_BEGIN

/// The right to cancel one operation. Letting go of it does not cancel: the operation goes on and completes.
class operation {
 public:
  operation() noexcept = default;
  explicit operation(kinpass_operation raw) noexcept : raw_(raw) {}
  operation(operation &&other) noexcept : raw_(std::exchange(other.raw_, kinpass_operation{0})) {}
  operation &operator=(operation &&other) noexcept {
    raw_ = std::exchange(other.raw_, kinpass_operation{0});
    return *this;
  }

  /// Completes the operation as status::cancelled, unless it has completed already. The completion comes by the next
  /// poll, never from within this call. Harmless when repeated or too late.
  void cancel() const noexcept { static_cast<void>(kinpass_operation_cancel(raw_)); }

  explicit operator bool() const noexcept { return raw_.id != 0; }
  std::uint64_t id() const noexcept { return raw_.id; }
  kinpass_operation native_handle() const noexcept { return raw_; }

 private:
  kinpass_operation raw_{0};
};

KINPASS_CPP_END

#endif
