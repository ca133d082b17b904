// Just enough HTTP over a plain socket to drive the sandbox and to be its player's browser.
#ifndef HTTP_HPP
#define HTTP_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace http {

struct answer {
  int status = 0;
  std::string head;
  std::string body;
};

/// One request to a loopback address; status 0 if there was no answer.
inline answer send(const std::string &method, const std::string &url, const std::string &body = "") {
  const std::string scheme = "http://";
  if (url.compare(0, scheme.size(), scheme) != 0) {
    return {};
  }
  const std::size_t path_at = url.find('/', scheme.size());
  const std::string host = url.substr(scheme.size(), path_at - scheme.size());
  const std::string path = path_at == std::string::npos ? "/" : url.substr(path_at);
  const std::size_t colon = host.rfind(':');
  answer out;

  const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(host.c_str() + colon + 1)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
  if (!body.empty()) {
    text += "Content-Type: application/json\r\n";
  }
  text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;

  if (::connect(peer, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
      ::send(peer, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size())) {
    std::string all;
    char part[4096];
    for (ssize_t got; (got = ::recv(peer, part, sizeof part, 0)) > 0;) {
      all.append(part, static_cast<std::size_t>(got));
    }
    const std::size_t end = all.find("\r\n\r\n");
    if (all.compare(0, 9, "HTTP/1.1 ") == 0 && end != std::string::npos) {
      out.status = std::atoi(all.c_str() + 9);
      out.head = all.substr(0, end);
      out.body = all.substr(end + 4);
    }
  }
  ::close(peer);
  return out;
}

/// Where a redirect leads; empty if it is none.
inline std::string location(const answer &from) {
  for (const char *name : {"\r\nlocation: ", "\r\nLocation: "}) {
    const std::size_t at = from.head.find(name);
    if (at != std::string::npos) {
      const std::size_t begin = at + std::strlen(name);
      return from.head.substr(begin, from.head.find("\r\n", begin) - begin);
    }
  }
  return {};
}

/// Opens a page as a browser would: follows redirects. The last address that was opened or is not HTTP.
inline std::string browse(std::string url) {
  for (int hops = 0; hops < 5; ++hops) {
    const std::string next = location(send("GET", url));
    if (next.empty()) {
      break;
    }
    url = next;
    if (url.compare(0, 7, "http://") != 0) {
      break;
    }
  }
  return url;
}

/// The text or number of a field, empty if it is not there. Nothing that the tests read would be escaped in JSON.
inline std::string field(const std::string &json, const std::string &name) {
  std::size_t at = json.find("\"" + name + "\":");
  if (at == std::string::npos) {
    return {};
  }
  at = json.find_first_not_of(" \"", at + name.size() + 3);
  return json.substr(at, json.find_first_of("\",}", at) - at);
}

/// A parameter of an address's query, not decoded.
inline std::string parameter(const std::string &url, const std::string &name) {
  const std::string query = "&" + url.substr(url.find('?') + 1);
  const std::size_t at = query.find("&" + name + "=");
  if (at == std::string::npos) {
    return {};
  }
  const std::size_t begin = at + name.size() + 2;
  return query.substr(begin, query.find('&', begin) - begin);
}

}  // namespace http

#endif
