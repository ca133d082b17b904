// A callable that moves and is never copied: std::function for lambdas that own something.
#ifndef KINPASS_CPP_UNIQUE_FUNCTION_HPP
#define KINPASS_CPP_UNIQUE_FUNCTION_HPP

#include "platform.hpp"

#include <cstddef>
#include <functional>
#include <new>
#include <type_traits>
#include <utility>

KINPASS_CPP_BEGIN

template <class Signature>
class unique_function;

/// Holds any callable, also a move-only one. Callables of up to four pointers live inside, larger ones on the heap.
/// Calling an empty one is undefined, as with a null function pointer.
template <class R, class... Args>
class unique_function<R(Args...)> {
  static constexpr std::size_t room = 4 * sizeof(void *);

  struct operations {
    R (*call)(void *, Args &&...);
    void (*move)(void *from, void *to) noexcept;  // and ends the life of `from`
    void (*destroy)(void *) noexcept;
  };

  template <class F>
  static constexpr bool fits = sizeof(F) <= room &&
                               alignof(F) <= alignof(std::max_align_t) && std::is_nothrow_move_constructible_v<F>;

  template <class F>
  struct inside {
    static F &at(void *place) noexcept { return *std::launder(static_cast<F *>(place)); }
    static R call(void *place, Args &&...args) { return std::invoke(at(place), std::forward<Args>(args)...); }
    static void move(void *from, void *to) noexcept {
      ::new (to) F(std::move(at(from)));
      at(from).~F();
    }
    static void destroy(void *place) noexcept { at(place).~F(); }
    static constexpr operations table{&call, &move, &destroy};
  };

  template <class F>
  struct outside {
    static F *&at(void *place) noexcept { return *std::launder(static_cast<F **>(place)); }
    static R call(void *place, Args &&...args) { return std::invoke(*at(place), std::forward<Args>(args)...); }
    static void move(void *from, void *to) noexcept { ::new (to) F *(at(from)); }
    static void destroy(void *place) noexcept { delete at(place); }
    static constexpr operations table{&call, &move, &destroy};
  };

 public:
  unique_function() noexcept = default;
  unique_function(std::nullptr_t) noexcept {}

  template <class F, class D = std::decay_t<F>,
            class = std::enable_if_t<!std::is_same_v<D, unique_function> && std::is_invocable_r_v<R, D &, Args...>>>
  unique_function(F &&callable) {
    if constexpr (fits<D>) {
      ::new (place()) D(std::forward<F>(callable));
      table_ = &inside<D>::table;
    } else {
      ::new (place()) D *(new D(std::forward<F>(callable)));
      table_ = &outside<D>::table;
    }
  }

  unique_function(unique_function &&other) noexcept { take(other); }

  unique_function &operator=(unique_function &&other) noexcept {
    if (this != &other) {
      reset();
      take(other);
    }
    return *this;
  }

  unique_function(const unique_function &) = delete;
  unique_function &operator=(const unique_function &) = delete;

  ~unique_function() { reset(); }

  explicit operator bool() const noexcept { return table_ != nullptr; }

  R operator()(Args... args) { return table_->call(place(), std::forward<Args>(args)...); }

 private:
  void *place() noexcept { return storage_; }

  void take(unique_function &other) noexcept {
    if (other.table_ != nullptr) {
      other.table_->move(other.place(), place());
      table_ = std::exchange(other.table_, nullptr);
    }
  }

  void reset() noexcept {
    if (table_ != nullptr) {
      std::exchange(table_, nullptr)->destroy(place());
    }
  }

  alignas(std::max_align_t) unsigned char storage_[room];
  const operations *table_ = nullptr;
};

KINPASS_CPP_END

#endif
