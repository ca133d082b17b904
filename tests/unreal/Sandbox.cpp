#include "Sandbox.h"

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

const TCHAR* const Sandbox::App = TEXT("1100000000000000001");
const TCHAR* const Sandbox::Alpha = TEXT("1100000000000000011");
const TCHAR* const Sandbox::Beta = TEXT("1100000000000000012");

namespace
{
[[noreturn]] void GiveUp(const std::string& Why)
{
	std::fprintf(stderr, "the sandbox: %s\n", Why.c_str());
	std::exit(2);
}

std::string Ascii(const FString& Text)
{
	const FTCHARToUTF8 Utf8(*Text, Text.Len());
	return std::string(Utf8.Get(), static_cast<size_t>(Utf8.Length()));
}

/** Sends a request to the port of `http://127.0.0.1:PORT`. */
std::string Talk(const std::string& Address, const std::string& Request)
{
	const int Connection = socket(AF_INET, SOCK_STREAM, 0);
	sockaddr_in Peer = {};
	Peer.sin_family = AF_INET;
	Peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	Peer.sin_port = htons(static_cast<uint16_t>(std::atoi(Address.c_str() + Address.rfind(':') + 1)));
	if (Connection < 0 || connect(Connection, reinterpret_cast<const sockaddr*>(&Peer), sizeof(Peer)) != 0)
	{
		GiveUp("no connection to " + Address);
	}
	size_t Sent = 0;
	while (Sent < Request.size())
	{
		const ssize_t Part = send(Connection, Request.data() + Sent, Request.size() - Sent, MSG_NOSIGNAL);
		if (Part <= 0)
		{
			GiveUp("the request did not go out");
		}
		Sent += static_cast<size_t>(Part);
	}
	std::string Answer;
	char Chunk[4096];
	for (ssize_t Size = 0; (Size = recv(Connection, Chunk, sizeof(Chunk), 0)) > 0;)
	{
		Answer.append(Chunk, static_cast<size_t>(Size));
	}
	close(Connection);
	return Answer;
}

/** Returns the body of a 200 of the sandbox. */
std::string Exchange(const std::string& Request)
{
	const std::string Answer = Talk(Ascii(Sandbox::Url()), Request);
	const size_t Body = Answer.find("\r\n\r\n");
	if (Answer.rfind("HTTP/1.1 200", 0) != 0 || Body == std::string::npos)
	{
		GiveUp(Request.substr(0, Request.find('\r')) + " was answered by " + Answer);
	}
	return Answer.substr(Body + 4);
}

std::string Percent(const char* Text)
{
	std::string Result;
	for (; *Text != 0; ++Text)
	{
		Result += *Text == ' ' ? std::string("%20") : *Text == '/' ? std::string("%2F") : std::string(1, *Text);
	}
	return Result;
}
} // namespace

FString Sandbox::Url()
{
	const char* Value = std::getenv("SANDBOX_URL");
	if (Value == nullptr)
	{
		GiveUp("SANDBOX_URL is not set");
	}
	return FString(Value);
}

void Sandbox::Reset()
{
	Post("/_sandbox/reset", TEXT("{}"));
}

FString Sandbox::Post(const char* Path, const FString& Json)
{
	const std::string Body = Ascii(Json);
	return FString(Exchange("POST " + std::string(Path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
		"Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n" + Body).c_str());
}

FString Sandbox::Visit(const FString& Url)
{
	const std::string Text = Ascii(Url);
	const size_t Path = Text.find('/', sizeof("http://"));
	const std::string Answer = Talk(Text.substr(0, Path),
		"GET " + Text.substr(Path) + " HTTP/1.1\r\nHost: " + Text.substr(7, Path - 7) + "\r\nConnection: close\r\n\r\n");
	size_t Start = Answer.find("\r\nlocation: ");
	Start = Start != std::string::npos ? Start : Answer.find("\r\nLocation: ");
	if (Start == std::string::npos)
	{
		return FString();
	}
	Start += sizeof("\r\nlocation: ") - 1;
	return FString(Answer.substr(Start, Answer.find('\r', Start) - Start).c_str());
}

int32 Sandbox::Count(const char* Route)
{
	const FString Answer(Exchange("GET /_sandbox/counts?route=" + Percent(Route) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").c_str());
	return std::atoi(Ascii(Field(Answer, "count")).c_str());
}

FString Sandbox::Field(const FString& Json, const char* Name)
{
	const std::string Text = Ascii(Json);
	size_t At = Text.find("\"" + std::string(Name) + "\"");
	if (At == std::string::npos)
	{
		return FString();
	}
	At = Text.find(':', At) + 1;
	while (Text[At] == ' ')
	{
		++At;
	}
	const size_t End = Text[At] == '"' ? Text.find('"', At + 1) : Text.find_first_of(",}", At);
	At += Text[At] == '"' ? 1 : 0;
	return FString(Text.substr(At, End - At).c_str());
}

Sandbox::FTokens Sandbox::Link(const FString& Player)
{
	const FString Answer = Post("/_sandbox/link",
		FString::Printf(TEXT("{\"player\":\"%s\",\"application_id\":\"%s\"}"), *Player, App));
	return FTokens{Field(Answer, "access_token"), Field(Answer, "refresh_token")};
}

FString Sandbox::ChildToken(const FString& ParentAccessToken, const FString& ChildApplicationId)
{
	const FString Answer = Post("/_sandbox/child-token",
		FString::Printf(TEXT("{\"parent_access_token\":\"%s\",\"child_application_id\":\"%s\"}"), *ParentAccessToken, *ChildApplicationId));
	return Field(Answer, "access_token");
}

void Sandbox::Fault(const char* Fields)
{
	Post("/_sandbox/faults", FString::Printf(TEXT("{%s}"), *FString(Fields)));
}
