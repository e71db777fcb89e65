//! Chromium and its driver, which the browser tests need: installed with the system's package manager when they are
//! missing and we may, and otherwise the one command to type.

use std::process::Command;

use crate::process;

/// Whether both are there, after trying to install them.
pub fn ensure() -> anyhow::Result<bool> {
    if present() {
        println!("Chromium and chromedriver: found");
        return Ok(true);
    }
    let Some(manager) = MANAGERS.iter().find(|manager| process::find(&[manager.program]).is_some()) else {
        println!(
            "Chromium and chromedriver: missing. Install both, with the same version, and put them on the path"
        );
        return Ok(false);
    };
    let Some(mut command) = manager.command(Rights::here()) else {
        println!("Chromium and chromedriver: missing. Type: {}", manager.to_type());
        return Ok(false);
    };
    println!("Chromium and chromedriver: missing. Running: {}", manager.to_type());
    let installed = process::run(&mut command).is_ok() && present();
    if !installed {
        println!(
            "That did not help. Install both by hand, or leave them out: cargo xtask test --skip browser"
        );
    }
    Ok(installed)
}

fn present() -> bool {
    let browser =
        process::find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]);
    // On a Mac the browser is an application, not a program on the path.
    let application = ["/Applications/Chromium.app", "/Applications/Google Chrome.app"];
    let browser = browser.is_some() || application.iter().any(|path| std::path::Path::new(path).exists());
    browser && process::find(&["chromedriver"]).is_some()
}

/// What this process may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rights {
    Root,
    SudoWithoutPassword,
    Ordinary,
}

impl Rights {
    fn here() -> Self {
        let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
        match root {
            true => Self::Root,
            false if process::succeeds("sudo", &["-n", "true"]) => Self::SudoWithoutPassword,
            false => Self::Ordinary,
        }
    }
}

/// A package manager, and how it installs the two.
struct Manager {
    program: &'static str,
    install: &'static str,
    needs_root: bool,
}

const MANAGERS: &[Manager] = &[
    // Debian calls the packages chromium and chromium-driver, Ubuntu chromium-browser and chromium-chromedriver.
    Manager {
        program: "apt-get",
        install: "apt-get update && { apt-get install --yes --no-install-recommends chromium chromium-driver \
                  || apt-get install --yes chromium-browser chromium-chromedriver; }",
        needs_root: true,
    },
    Manager { program: "dnf", install: "dnf install --assumeyes chromium chromedriver", needs_root: true },
    Manager { program: "pacman", install: "pacman --sync --refresh --noconfirm chromium", needs_root: true },
    Manager {
        program: "zypper",
        install: "zypper --non-interactive install chromium chromedriver",
        needs_root: true,
    },
    Manager { program: "apk", install: "apk add chromium chromium-chromedriver", needs_root: true },
    Manager { program: "brew", install: "brew install --cask chromium chromedriver", needs_root: false },
];

impl Manager {
    /// The command to run here, if we may.
    fn command(&self, rights: Rights) -> Option<Command> {
        let mut command = match rights {
            _ if !self.needs_root => Command::new("sh"),
            Rights::Root => Command::new("sh"),
            Rights::SudoWithoutPassword => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "sh"]);
                sudo
            }
            Rights::Ordinary => return None,
        };
        command.args(["-c", self.install]).env("DEBIAN_FRONTEND", "noninteractive");
        Some(command)
    }

    /// The command as a person types it.
    fn to_type(&self) -> String {
        if self.needs_root { format!("sudo sh -c '{}'", self.install) } else { self.install.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_installed_without_the_right_to() {
        for manager in MANAGERS {
            let program = |rights| manager.command(rights).map(|command| command.get_program().to_owned());
            assert_eq!(program(Rights::Root), Some("sh".into()), "{}", manager.program);
            let sudo = if manager.needs_root { "sudo" } else { "sh" };
            assert_eq!(program(Rights::SudoWithoutPassword), Some(sudo.into()), "{}", manager.program);
            assert_eq!(program(Rights::Ordinary).is_none(), manager.needs_root, "{}", manager.program);
        }
    }

    #[test]
    fn the_command_to_type_is_one_line_that_a_shell_understands() {
        for manager in MANAGERS {
            let command = manager.to_type();
            assert!(!command.contains('\n') && !manager.install.contains('\''), "{command}");
            assert!(process::succeeds("sh", &["-n", "-c", &command]), "{command}");
        }
    }
}
