//! The control plane, as other processes use it, and the program.

mod common;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use common::Client;
use kinpass_sandbox::{Sandbox, seed};
use serde_json::{Value, json};

/// Steers a sandbox by HTTP.
struct Control(Client);

impl Control {
    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.0.send("POST", &format!("/_sandbox/{path}"), &[], &body.to_string()).unwrap();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json
    }

    fn get(&self, path: &str) -> Value {
        self.0.get(&format!("/_sandbox/{path}"), &[]).json
    }
}

#[test]
fn the_world_is_steered_by_http() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let control = Control(Client::new(&sandbox));
    let tokens = control.post("link", &json!({ "player": "ada", "application_id": seed::PUBLIC_APP }));
    let access = tokens["access_token"].as_str().unwrap();
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let asked = json!({ "parent_access_token": access, "child_application_id": seed::PUBLIC_CHILD_ALPHA });
    let child = control.post("child-token", &asked)["access_token"].as_str().unwrap().to_owned();
    let kind = |token: &str| control.post("token", &json!({ "token": token }));
    assert_eq!(kind(access)["kind"], "access");
    assert_eq!(kind(&child)["kind"], "child");
    assert_eq!(kind(refresh), json!({ "kind": "refresh", "valid": true }));
    assert_eq!(kind("nobody")["kind"], "unknown");

    let session = client.session(seed::GAME_KEY_ALPHA, &child);
    let token = json!({ "token": session.str("session_token") });
    assert_eq!(control.post("token", &token)["kind"], "session");
    assert_eq!(control.post("expire-session", &token)["found"], true);
    assert_eq!(client.ping(session.str("session_token")).status, 401);
    let token = json!({ "token": session.str("refresh_token") });
    assert_eq!(control.post("token", &token)["kind"], "lootlocker_refresh");
    assert_eq!(control.post("expire-refresh", &token)["found"], true);
    assert_eq!(client.refresh_session(seed::GAME_KEY_ALPHA, session.str("refresh_token")).status, 401);
    assert_eq!(control.post("expire-access-token", &json!({ "token": child }))["found"], true);
    assert!(!sandbox.is_access_token_valid(&child));

    control.post("ban", &json!({ "player": "ada", "permanent": true }));
    assert_eq!(client.session(seed::GAME_KEY_ALPHA, access).status, 403);
    control.post("unban", &json!({ "player": "ada" }));
    assert_eq!(client.session(seed::GAME_KEY_ALPHA, access).status, 200);
    control.post("revoke", &json!({ "player": "ada" }));
    assert!(!sandbox.is_access_token_valid(access));

    let before = control.get("clock")["now"].as_u64().unwrap();
    let after = control.post("clock/advance", &json!({ "seconds": 500 }))["now"].as_u64().unwrap();
    assert!(after >= before + 500);
    let state = control.get("state");
    assert_eq!(state["players"][0]["name"], "ada");
    assert!(!state.to_string().contains(refresh));
    control.post("reset", &json!({}));
    assert_eq!(control.get("state")["players"], json!([]));
}

#[test]
fn faults_logs_and_counts_are_steered_by_http() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let control = Control(Client::new(&sandbox));
    let fault = json!({ "route": "GET /game/ping", "action": { "kind": "status", "status": 503 } });
    assert_eq!(control.post("faults", &fault)["faults"], 1);
    let two = json!([
        { "route": "*", "times": null, "action": { "kind": "rate_limited", "form": "date" } },
        { "route": "*", "times": 2, "skip": 1, "action": { "kind": "delay", "ms": 1 } },
    ]);
    assert_eq!(control.post("faults", &two)["faults"], 3);
    assert_eq!([client.ping("x").status, client.ping("x").status], [503, 429]);
    assert_eq!(control.get("faults")["faults"].as_array().unwrap().len(), 2);
    client.send("DELETE", "/_sandbox/faults", &[], "").unwrap();
    assert_eq!(client.ping("x").status, 401);

    let requests = control.get("requests");
    let statuses: Vec<_> =
        requests["requests"].as_array().unwrap().iter().map(|request| request["status"].as_u64()).collect();
    assert_eq!(statuses, [Some(503), Some(429), Some(401)]);
    let counts = control.get("counts");
    assert_eq!(counts["routes"], json!({ "GET /game/ping": 3 }));
    assert!(counts["connections"].as_u64().unwrap() >= 2);
    assert_eq!(control.get("counts?route=GET%20/game/ping")["count"], 3);
    client.send("DELETE", "/_sandbox/requests", &[], "").unwrap();
    assert_eq!(control.get("counts?route=*")["count"], 0);
}

#[test]
fn every_kind_of_fault_can_be_written_as_json() {
    let sandbox = Sandbox::start();
    let control = Control(Client::new(&sandbox));
    for action in [
        json!({ "kind": "status", "status": 403, "body": "", "headers": { "a": "b" } }),
        json!({ "kind": "unavailable" }),
        json!({ "kind": "unavailable", "retry_after": 3 }),
        json!({ "kind": "rate_limited", "form": "none", "seconds": 0.5 }),
        json!({ "kind": "banned" }),
        json!({ "kind": "ban_page" }),
        json!({ "kind": "echo_secrets" }),
        json!({ "kind": "redirect" }),
        json!({ "kind": "redirect", "other_host": true, "status": 308, "location": "/x" }),
        json!({ "kind": "reset" }),
        json!({ "kind": "close" }),
        json!({ "kind": "hang" }),
        json!({ "kind": "delay", "ms": 5 }),
        json!({ "kind": "lost_answer" }),
        json!({ "kind": "cut_body" }),
        json!({ "kind": "trickle" }),
        json!({ "kind": "malformed_json" }),
        json!({ "kind": "wrong_types", "field": "x" }),
        json!({ "kind": "missing_field" }),
        json!({ "kind": "null_fields" }),
        json!({ "kind": "html" }),
        json!({ "kind": "empty_body" }),
        json!({ "kind": "huge_body" }),
    ] {
        control.post("faults", &json!({ "route": "/never", "action": action }));
        let set = control.get("faults");
        assert_eq!(set["faults"].as_array().unwrap().last().unwrap()["action"]["kind"], action["kind"]);
    }
}

#[test]
fn settings_change_in_part() {
    let sandbox = Sandbox::start();
    let control = Control(Client::new(&sandbox));
    let changed = control.post("settings", &json!({ "consent": "allow", "device_interval": 1 }));
    assert_eq!((&changed["consent"], &changed["device_interval"]), (&json!("allow"), &json!(1)));
    assert_eq!(changed["check_user_agent"], true);
    assert_eq!(control.get("settings"), changed);
    let limits = json!({ "rate_limits": { "GET /game/ping": { "limit": 0, "seconds": 9 } } });
    control.post("settings", &limits);
    assert_eq!(Client::new(&sandbox).ping("x").status, 429);
}

#[test]
fn devices_are_decided_by_http() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let control = Control(Client::new(&sandbox));
    let asked =
        client.form("/api/v10/oauth2/device/authorize", &[("client_id", seed::PUBLIC_APP), ("scope", "openid")]);
    let choice = json!({ "user_code": asked.str("user_code"), "player": "bob" });
    assert_eq!(control.post("device/approve", &choice)["found"], true);
    assert_eq!(control.post("device/deny", &choice)["found"], true);
    assert_eq!(control.post("device/deny", &json!({ "user_code": "?" }))["found"], false);
}

#[test]
fn mistakes_are_named() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    for (path, body) in [
        ("link", json!({})),
        ("link", json!({ "player": "ada", "application_id": seed::PUBLIC_CHILD_ALPHA })),
        ("child-token", json!({ "parent_access_token": "x", "child_application_id": "y" })),
        ("faults", json!({ "route": "*", "action": { "kind": "explode" } })),
        ("faults", json!({ "route": "*", "action": { "kind": "delay" } })),
        ("settings", json!({ "consnet": "allow" })),
        ("clock/advance", json!({ "seconds": -1 })),
    ] {
        let answer = client.send("POST", &format!("/_sandbox/{path}"), &[], &body.to_string()).unwrap();
        assert_eq!(answer.status, 400, "{path}");
        assert!(!answer.str("error").is_empty());
    }
    assert_eq!(client.get("/_sandbox/nothing", &[]).status, 404);
}

#[test]
fn the_console_is_one_page_without_outside_resources() {
    let sandbox = Sandbox::start();
    let page = Client::new(&sandbox).get("/", &[]);
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(page.text.contains("Kinpass sandbox"));
    assert!(!page.text.contains("http://") && !page.text.contains("https://"));
    assert_eq!(Client::new(&sandbox).get("/favicon.ico", &[]).status, 204);
    assert_eq!(sandbox.count("*"), 0);
}

/// The program, ended even when a test fails.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_program_says_where_it_is_and_ends_with_its_stdin() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (ready, ca) = (folder.join("sandbox-ready"), folder.join("sandbox-ca.pem"));
    let child = Command::new(env!("CARGO_BIN_EXE_kinpass-sandbox"))
        .args(["--consent", "allow", "--player", "bob", "--until-stdin-closes"])
        .arg("--ready-file")
        .arg(&ready)
        .arg("--ca-file")
        .arg(&ca)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut program = Program(child);
    let mut lines = BufReader::new(program.0.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    loop {
        let line = lines.next().expect("it says that it is ready").unwrap();
        let end = line == "SANDBOX_READY=1";
        said.push(line);
        if end {
            break;
        }
    }
    let value = |name: &str| {
        let prefix = format!("{name}=");
        said.iter().find_map(|line| line.strip_prefix(&prefix)).unwrap().to_owned()
    };
    assert_eq!(std::fs::read_to_string(&ready).unwrap().trim_end(), said.join("\n"));
    assert_eq!(value("SANDBOX_CA_FILE"), ca.display().to_string());
    assert!(std::fs::read_to_string(&ca).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    for name in
        ["SANDBOX_HTTPS_URL", "SANDBOX_UNTRUSTED_HTTPS_URL", "SANDBOX_WRONG_HOST_HTTPS_URL", "SANDBOX_SILENT_URL"]
    {
        assert!(value(name).starts_with("http"));
    }
    let control = Control(Client::at(&value("SANDBOX_URL")));
    assert_eq!(control.get("settings")["consent"], "allow");
    assert_eq!(control.get("settings")["consent_player"], "bob");
    drop(program.0.stdin.take());
    assert!(program.0.wait().unwrap().success());
}

#[test]
fn the_program_refuses_what_it_does_not_know() {
    for arguments in [&["--prot", "1"][..], &["--port", "many"], &["--consent", "maybe"], &["--player"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_kinpass-sandbox")).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage:"));
    }
}
