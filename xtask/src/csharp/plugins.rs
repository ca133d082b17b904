//! The native libraries of the package, and how Unity has to import each.

/// How every `.meta` file ends.
pub const TAIL: &str = "  userData: \n  assetBundleName: \n  assetBundleVariant: \n";

/// A native library: where it lies, and for what Unity takes it.
pub struct Plugin {
    pub dir: &'static str,
    pub file: &'static str,
    platform: Platform,
    cpu: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Platform {
    Windows,
    Linux,
    MacOs,
    Android,
    Ios,
}

const fn plugin(dir: &'static str, file: &'static str, platform: Platform, cpu: &'static str) -> Plugin {
    Plugin { dir, file, platform, cpu }
}

/// In these names `cpu` is as the importer spells it.
pub const PLUGINS: &[Plugin] = &[
    plugin("windows-x86_64", "kinpass.dll", Platform::Windows, "x86_64"),
    plugin("linux-x86_64", "libkinpass.so", Platform::Linux, "x86_64"),
    plugin("macos-universal", "libkinpass.dylib", Platform::MacOs, "AnyCPU"),
    plugin("android-arm64", "libkinpass.so", Platform::Android, "ARM64"),
    plugin("android-armv7", "libkinpass.so", Platform::Android, "ARMv7"),
    plugin("android-x86_64", "libkinpass.so", Platform::Android, "X86_64"),
    plugin("ios-arm64", "libkinpass.a", Platform::Ios, "ARM64"),
];

impl Plugin {
    /// Below the package.
    pub fn path(&self) -> String {
        format!("Runtime/Plugins/{}/{}", self.dir, self.file)
    }

    /// What the editor itself loads: the library of the system on which it runs.
    fn editor(&self) -> Option<&'static str> {
        match self.platform {
            Platform::Windows => Some("Windows"),
            Platform::Linux => Some("Linux"),
            Platform::MacOs => Some("OSX"),
            Platform::Android | Platform::Ios => None,
        }
    }

    /// What the `.meta` file beside it says, but for its GUID.
    pub fn importer(&self) -> String {
        let on = |platform| u8::from(self.platform == platform);
        let off = |platform| 1 - on(platform);
        let cpu = |platform, otherwise| if self.platform == platform { self.cpu } else { otherwise };
        let (editor, no_editor) = (u8::from(self.editor().is_some()), u8::from(self.editor().is_none()));
        let editor_cpu = if self.editor().is_some() { self.cpu } else { "AnyCPU" };
        let editor_os = self.editor().unwrap_or("AnyOS");
        // What the certificate check and the key chain of iOS are linked with.
        let frameworks =
            if self.platform == Platform::Ios { "CoreFoundation;Security;SystemConfiguration;" } else { "" };
        let excludes = [
            ("Android", off(Platform::Android)),
            ("Editor", no_editor),
            ("Linux64", off(Platform::Linux)),
            ("OSXUniversal", off(Platform::MacOs)),
            ("Win", 1),
            ("Win64", off(Platform::Windows)),
            ("iOS", off(Platform::Ios)),
        ];
        let excludes: String = excludes.iter().map(|(name, off)| format!("        Exclude {name}: {off}\n")).collect();
        let mut text =
            "PluginImporter:\n  externalObjects: {}\n  serializedVersion: 2\n  iconMap: {}\n  executionOrder: {}\n  \
                        defineConstraints: []\n  isPreloaded: 0\n  isOverridable: 0\n  isExplicitlyReferenced: 0\n  \
                        validateReferences: 1\n  platformData:\n"
                .to_owned();
        text += &format!("  - first:\n      : Any\n    second:\n      enabled: 0\n      settings:\n{excludes}");
        text += &platform("Android: Android", on(Platform::Android), &[("CPU", cpu(Platform::Android, "ARMv7"))]);
        text += "  - first:\n      Any: \n    second:\n      enabled: 0\n      settings: {}\n";
        text += &platform(
            "Editor: Editor",
            editor,
            &[("CPU", editor_cpu), ("DefaultValueInitialized", "true"), ("OS", editor_os)],
        );
        text += &platform("Standalone: Linux64", on(Platform::Linux), &[("CPU", cpu(Platform::Linux, "None"))]);
        text += &platform("Standalone: OSXUniversal", on(Platform::MacOs), &[("CPU", cpu(Platform::MacOs, "None"))]);
        text += &platform("Standalone: Win", 0, &[("CPU", "None")]);
        text += &platform("Standalone: Win64", on(Platform::Windows), &[("CPU", cpu(Platform::Windows, "None"))]);
        text += &platform(
            "iPhone: iOS",
            on(Platform::Ios),
            &[
                ("AddToEmbeddedBinaries", "false"),
                ("CPU", cpu(Platform::Ios, "AnyCPU")),
                ("CompileFlags", ""),
                ("FrameworkDependencies", frameworks),
            ],
        );
        text + TAIL
    }
}

fn platform(name: &str, enabled: u8, settings: &[(&str, &str)]) -> String {
    let settings: String = settings.iter().map(|(key, value)| format!("        {key}: {value}\n")).collect();
    format!("  - first:\n      {name}\n    second:\n      enabled: {enabled}\n      settings:\n{settings}")
}

#[cfg(test)]
mod tests {
    use super::PLUGINS;

    #[test]
    fn each_library_is_for_one_platform_only() {
        for plugin in PLUGINS {
            let text = plugin.importer();
            let enabled = text.matches("enabled: 1").count();
            let expected = if plugin.editor().is_some() { 2 } else { 1 };
            assert_eq!(enabled, expected, "{}", plugin.path());
        }
    }

    #[test]
    fn no_two_android_libraries_are_for_one_processor() {
        let mut seen: Vec<_> = PLUGINS.iter().map(|plugin| (plugin.platform as u8, plugin.cpu)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), PLUGINS.len());
    }
}
