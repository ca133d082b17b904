// The player's browser, for the sandbox only: opens a page, and where the page sends it. The sandbox's player has
// consented already.
#ifndef SANDBOX_BROWSER_HPP
#define SANDBOX_BROWSER_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace sandbox_browser {

/// The head of the answer to a GET of `http://127.0.0.1:PORT/…`.
inline std::string get(const std::string &url) {
  const std::size_t host = std::string("http://").size();
  const std::size_t path = url.find('/', host);
  const int port = std::atoi(url.c_str() + url.find(':', host) + 1);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string request = "GET " + url.substr(path) + " HTTP/1.1\r\nHost: " + url.substr(host, path - host) +
                              "\r\nConnection: close\r\n\r\n";
  std::string answer;
  const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(peer, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
      ::send(peer, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char part[4096];
    for (ssize_t got; (got = ::recv(peer, part, sizeof part, 0)) > 0;) {
      answer.append(part, static_cast<std::size_t>(got));
    }
  }
  ::close(peer);
  return answer.substr(0, answer.find("\r\n\r\n"));
}

/// Opens a page and follows one redirect, as from Discord's page back to the game.
inline void open(const std::string &url) {
  const std::string head = get(url) + "\r\n";
  for (const std::string name : {"\r\nlocation: ", "\r\nLocation: "}) {
    if (const std::size_t at = head.find(name); at != std::string::npos) {
      const std::size_t begin = at + name.size();
      get(head.substr(begin, head.find("\r\n", begin) - begin));
      return;
    }
  }
}

}  // namespace sandbox_browser

#endif
