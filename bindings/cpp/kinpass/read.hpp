// Copies what an event carries into values of its own. Each `read<T>` knows where in an event its T is.
#ifndef KINPASS_CPP_READ_HPP
#define KINPASS_CPP_READ_HPP

#include "values.hpp"

KINPASS_CPP_BEGIN
namespace detail {

inline std::vector<std::string> texts(const kinpass_string *first, std::size_t count) {
  std::vector<std::string> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(text(first[i]));
  }
  return out;
}

inline parent_token to_parent(const kinpass_token &raw) {
  parent_token out(view(raw.access_token), view(raw.refresh_token), duration<std::chrono::seconds>(raw.expires_in_s));
  out.application_id = text(raw.application_id);
  out.token_type = text(raw.token_type);
  out.scope = text(raw.scope);
  out.id_token = view(raw.id_token);
  out.provisional = raw.provisional != 0;
  return out;
}

inline child_token to_child(const kinpass_token &raw) {
  child_token out(view(raw.access_token), duration<std::chrono::seconds>(raw.expires_in_s));
  out.application_id = text(raw.application_id);
  out.token_type = text(raw.token_type);
  out.scope = text(raw.scope);
  out.provisional = raw.provisional != 0;
  return out;
}

inline session to_session(const kinpass_session &raw) {
  session out;
  out.session_token = view(raw.session_token);
  out.refresh_token = view(raw.refresh_token);
  out.player_id = raw.player_id;
  out.public_uid = text(raw.public_uid);
  out.player_ulid = text(raw.player_ulid);
  out.player_identifier = text(raw.player_identifier);
  out.player_name = text(raw.player_name);
  out.player_created_at = text(raw.player_created_at);
  out.last_seen = text(raw.last_seen);
  out.wallet_id = text(raw.wallet_id);
  out.seen_before = raw.seen_before != 0;
  out.check_grant_notifications = raw.check_grant_notifications != 0;
  out.check_deactivation_notifications = raw.check_deactivation_notifications != 0;
  out.xp = raw.xp;
  out.level = raw.level;
  out.account_balance = raw.account_balance;
  out.check_dlcs = texts(raw.check_dlcs, raw.check_dlcs_count);
  out.warnings = texts(raw.warnings, raw.warnings_count);
  out.level_thresholds_json = text(raw.level_thresholds_json);
  return out;
}

inline authorization to_authorization(const kinpass_authorization &raw) {
  authorization out;
  out.application_id = text(raw.application_id);
  out.application_name = text(raw.application_name);
  out.scope = text(raw.scope);
  out.expires = text(raw.expires);
  out.user_id = text(raw.user_id);
  out.user_name = text(raw.user_name);
  out.user_global_name = text(raw.user_global_name);
  return out;
}

inline user_code to_user_code(const kinpass_user_code &raw) {
  return {text(raw.user_code), text(raw.verification_uri), text(raw.verification_uri_complete),
          duration<std::chrono::seconds>(raw.expires_in_s)};
}

/// The error that an event reports. `kinpass_event.error` is null on success only.
inline error event_error(const kinpass_event &event) { return read_error(event.status, event.error, event.response); }

/// The library promises that a successful completion carries what its function documents. Should it ever not, that is a
/// fault inside the library and is reported as one, not as a null pointer.
inline error missing_payload() { return error(status::internal); }

template <class T>
struct reader;

template <>
struct reader<void> {
  static result<void> read(const kinpass_event &) { return {}; }
};
template <>
struct reader<parent_token> {
  static result<parent_token> read(const kinpass_event &event) {
    if (event.token == nullptr || event.token->kind != KINPASS_TOKEN_KIND_PARENT) {
      return missing_payload();
    }
    return to_parent(*event.token);
  }
};
template <>
struct reader<child_token> {
  static result<child_token> read(const kinpass_event &event) {
    if (event.token == nullptr || event.token->kind != KINPASS_TOKEN_KIND_CHILD) {
      return missing_payload();
    }
    return to_child(*event.token);
  }
};
template <>
struct reader<session> {
  static result<session> read(const kinpass_event &event) {
    if (event.session == nullptr) {
      return missing_payload();
    }
    return to_session(*event.session);
  }
};
template <>
struct reader<authorization> {
  static result<authorization> read(const kinpass_event &event) {
    if (event.authorization == nullptr) {
      return missing_payload();
    }
    return to_authorization(*event.authorization);
  }
};
template <>
struct reader<response> {
  static result<response> read(const kinpass_event &event) {
    if (event.response == nullptr) {
      return missing_payload();
    }
    return response{event.response->http_status, secret(view(event.response->body))};
  }
};

/// What a completion came to.
template <class T>
result<T> read(const kinpass_event &event) {
  if (event.status != KINPASS_OK) {
    return event_error(event);
  }
  return reader<T>::read(event);
}

}  // namespace detail
KINPASS_CPP_END

#endif
