//! The three bindings: where their conversions are, and what they leave out on purpose.

use std::fs;

use super::source::Source;
use super::values::{self, Value};
use crate::context::Context;

pub struct Binding {
    pub name: &'static str,
    /// Directories below the workspace's root, and which files there do not convert: what is generated, mostly.
    dirs: &'static [&'static str],
    endings: &'static [&'static str],
    skipped: &'static [&'static str],
    /// Headers whose structs are what the wrapper hands out.
    values: &'static [&'static str],
    /// What it hands out are classes that set their own properties.
    pub has_properties: bool,
    /// Fields for which there is no use, and why.
    pub unused: &'static [(&'static str, &'static str)],
    /// Places that convert a part.
    pub parts: &'static [Part],
}

/// A place that uses these fields and no other.
pub struct Part {
    /// Stands on the line where the place begins.
    pub head: &'static str,
    pub owner: &'static str,
    pub fields: &'static [&'static str],
    pub why: &'static str,
}

pub const BINDINGS: &[Binding] = &[
    Binding {
        name: "csharp",
        dirs: &["bindings/csharp/Runtime/Core"],
        endings: &[".cs"],
        skipped: &["NativeMethods.cs", "Structs.cs", "/Enums/"],
        values: &[],
        has_properties: true,
        unused: &[
            ("kinpass_client", "handles are handed back as they came"),
            ("kinpass_operation", "as the client"),
            ("kinpass_account", "as the client"),
            ("kinpass_callback", "there are no callbacks; user_data is set where it is made"),
            ("kinpass_store_functions", "a native plugin fills it"),
            ("kinpass_config.callbacks_on_worker", "there are no callbacks"),
            ("kinpass_config.event_callback", "there are no callbacks"),
            ("kinpass_config.reserved", "must be 0, and the _init function makes it so"),
            ("kinpass_error.status", "the same as the event's"),
            ("kinpass_event.client", "events are pulled from the client that has them"),
            ("kinpass_event.operation", "found by user_data, which is known before the operation starts"),
            ("kinpass_event.account", "as the operation"),
        ],
        parts: &[
            Part {
                head: "DiscordToken(kinpass_event* native",
                owner: "kinpass_token",
                fields: &["kind", "application_id", "access_token", "token_type", "scope", "expires_in_s"],
                why: "what parent and child have",
            },
            Part {
                head: "ParentToken(kinpass_event* native",
                owner: "kinpass_token",
                fields: &["refresh_token", "id_token", "provisional"],
                why: "what a parent has besides",
            },
            Part {
                head: "KinpassError(KinpassStatus status, string reason",
                owner: "KinpassError",
                fields: &["Status", "Category", "Message"],
                why: "a call that came to nothing has no details",
            },
            Part {
                head: "return new KinpassError(status)",
                owner: "KinpassError",
                fields: &[
                    "Category",
                    "HttpStatus",
                    "IsRetryable",
                    "Attempts",
                    "RetryAfter",
                    "Code",
                    "Message",
                    "RequestId",
                    "TraceId",
                    "Ban",
                ],
                why: "its constructor takes the status",
            },
        ],
    },
    Binding {
        name: "cpp",
        dirs: &["bindings/cpp"],
        endings: &[".hpp"],
        skipped: &["enums.hpp"],
        values: &["bindings/cpp/kinpass/values.hpp", "bindings/cpp/kinpass/error.hpp"],
        has_properties: false,
        unused: &[
            ("kinpass_callback", "made as a whole, in the order of its fields"),
            ("kinpass_buffer.data", "made as a whole"),
            ("kinpass_config.reserved", "must be 0, and the _init function makes it so"),
            ("kinpass_error.status", "the same as the event's"),
            ("kinpass_event.client", "each client polls or pulls its own"),
            ("ban", "made as a whole"),
            ("response", "made as a whole"),
            ("user_code", "made as a whole"),
            ("authorization_request", "made as a whole"),
            ("error.code", "its constructor takes it"),
            ("parent_token.access_token", "its constructor takes it"),
            ("parent_token.refresh_token", "its constructor takes it"),
            ("parent_token.expires_in", "its constructor takes it"),
            ("child_token.access_token", "its constructor takes it"),
            ("child_token.expires_in", "its constructor takes it"),
        ],
        parts: &[
            Part {
                head: "to_parent(const kinpass_token &raw)",
                owner: "kinpass_token",
                fields: &[
                    "provisional",
                    "application_id",
                    "access_token",
                    "refresh_token",
                    "id_token",
                    "token_type",
                    "scope",
                    "expires_in_s",
                ],
                why: "its reader knows the kind",
            },
            Part {
                head: "to_child(const kinpass_token &raw)",
                owner: "kinpass_token",
                fields: &["provisional", "application_id", "access_token", "token_type", "scope", "expires_in_s"],
                why: "a child has no refresh token and no ID token",
            },
            Part {
                head: "result<parent_token> read(const kinpass_event &event)",
                owner: "kinpass_token",
                fields: &["kind"],
                why: "to_parent has the others",
            },
            Part {
                head: "result<child_token> read(const kinpass_event &event)",
                owner: "kinpass_token",
                fields: &["kind"],
                why: "to_child has the others",
            },
            Part {
                head: "child_token out(text.take()",
                owner: "child_token",
                fields: &["application_id"],
                why: "nothing else is known of a token from memory",
            },
        ],
    },
    Binding {
        name: "unreal",
        dirs: &["bindings/unreal/Kinpass/Source/Kinpass/Private"],
        endings: &[".cpp", ".h"],
        skipped: &["KinpassMirrors.cpp"],
        values: &[
            "bindings/unreal/Kinpass/Source/Kinpass/Public/KinpassTypes.h",
            "bindings/unreal/Kinpass/Source/Kinpass/Public/KinpassResult.h",
        ],
        has_properties: false,
        unused: &[
            ("kinpass_client", "handed back as it came"),
            ("kinpass_callback", "the plugin pulls"),
            ("kinpass_log_line", "the log function is told all of it"),
            ("kinpass_config.callbacks_on_worker", "everything arrives on the game thread"),
            ("kinpass_config.event_callback", "the plugin pulls"),
            ("kinpass_config.log_user_data", "the log function needs none"),
            ("kinpass_config.reserved", "must be 0, and the _init function makes it so"),
            ("kinpass_error.status", "the same as the event's"),
            ("kinpass_event.client", "each client of the plugin pulls its own events"),
            ("kinpass_event.operation_kind", "who waits for an operation knows what it is"),
            ("kinpass_event.user_data", "who waits is found by the operation's id"),
        ],
        parts: &[
            Part {
                head: "FKinpassError Result = ToError(Event.status)",
                owner: "FKinpassError",
                fields: &[
                    "Category",
                    "HttpStatus",
                    "bRetryable",
                    "Attempts",
                    "RetryAfterMs",
                    "ServiceCode",
                    "Message",
                    "RequestId",
                    "TraceId",
                    "Ban",
                ],
                why: "ToError of a status has set the others",
            },
            Part {
                head: "FKinpassError Result = ToError(Refusal.Status)",
                owner: "FKinpassError",
                fields: &["Message"],
                why: "ToError of a status has set the others",
            },
            Part {
                head: "FKinpassError Result;",
                owner: "FKinpassError",
                fields: &["Status", "StatusCode", "Category", "Message"],
                why: "a call that came to nothing has no details",
            },
        ],
    },
];

impl Binding {
    /// Each file's path and text.
    pub fn sources(&self, context: &Context) -> Result<Vec<(String, String)>, String> {
        let mut files = Vec::new();
        let mut open: Vec<String> = self.dirs.iter().map(|dir| (*dir).to_owned()).collect();
        while let Some(dir) = open.pop() {
            let entries = fs::read_dir(context.root.join(&dir)).map_err(|error| format!("{dir}: {error}"))?;
            for entry in entries.flatten() {
                let path = format!("{dir}/{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    open.push(path);
                } else if self.endings.iter().any(|ending| path.ends_with(ending))
                    && !self.skipped.iter().any(|part| path.contains(part))
                {
                    let text = read(context, &path)?;
                    files.push((path, text));
                }
            }
        }
        files.sort();
        Ok(files)
    }

    /// What the wrapper hands out.
    pub fn values(&self, context: &Context) -> Result<Vec<Value>, String> {
        let mut values = Vec::new();
        if self.has_properties {
            let sources = self.sources(context)?;
            values.extend(sources.iter().filter_map(|(path, text)| values::class(&Source::new(path, text))));
        }
        for path in self.values {
            values.extend(values::structs(&Source::new(path, &read(context, path)?).text));
        }
        Ok(values)
    }
}

fn read(context: &Context, path: &str) -> Result<String, String> {
    fs::read_to_string(context.root.join(path)).map_err(|error| format!("{path}: {error}"))
}
