//! What the tests need of the system: installed with its package manager when it is missing and we may, and otherwise the
//! one command to type.

use std::process::Command;

use crate::process;

/// Something of the system's that tests need.
pub struct Needed {
    what: &'static str,
    present: fn() -> bool,
    managers: &'static [Manager],
    /// What to do where there is no package manager that we know.
    by_hand: &'static str,
    /// What to do when it cannot be had.
    without: &'static str,
}

/// For the browser tests.
pub const CHROMIUM: Needed = Needed {
    what: "Chromium and chromedriver",
    present: chromium,
    managers: CHROMIUM_BY,
    by_hand: "Install both, with the same version, and put them on the path",
    without: "Install both by hand, or leave them out: cargo xtask test --skip browser",
};

/// For reading Korean in pictures.
pub const TESSERACT: Needed = Needed {
    what: "Tesseract with Korean",
    present: || {
        process::succeeds("sh", &["-c", "tesseract --list-langs 2>&1 | grep --quiet --line-regexp kor"])
    },
    managers: TESSERACT_BY,
    by_hand: "Install it, and its Korean data",
    without: "Without it the tests that read Korean in pictures see only that it is missing",
};

impl Needed {
    /// Whether it is there, after trying to install it.
    pub fn ensure(&self) -> bool {
        let Self { what, present, managers, by_hand, without } = self;
        if present() {
            println!("{what}: found");
            return true;
        }
        let Some(manager) = managers.iter().find(|manager| process::find(&[manager.program]).is_some())
        else {
            println!("{what}: missing. {by_hand}");
            return false;
        };
        let Some(mut command) = manager.command(Rights::here()) else {
            println!("{what}: missing. Type: {}", manager.to_type());
            return false;
        };
        println!("{what}: missing. Running: {}", manager.to_type());
        let installed = process::run(&mut command).is_ok() && present();
        if !installed {
            println!("That did not help. {without}");
        }
        installed
    }
}

fn chromium() -> bool {
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

/// A package manager, and how it installs what is needed.
struct Manager {
    program: &'static str,
    install: &'static str,
    needs_root: bool,
}

const CHROMIUM_BY: &[Manager] = &[
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

const TESSERACT_BY: &[Manager] = &[
    Manager {
        program: "apt-get",
        install: "apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-kor",
        needs_root: true,
    },
    Manager {
        program: "dnf",
        install: "dnf install --assumeyes tesseract tesseract-langpack-kor",
        needs_root: true,
    },
    Manager {
        program: "pacman",
        install: "pacman --sync --refresh --noconfirm tesseract tesseract-data-kor",
        needs_root: true,
    },
    Manager {
        program: "zypper",
        install: "zypper --non-interactive install tesseract-ocr tesseract-ocr-traineddata-korean",
        needs_root: true,
    },
    Manager { program: "apk", install: "apk add tesseract-ocr tesseract-ocr-data-kor", needs_root: true },
    Manager { program: "brew", install: "brew install tesseract tesseract-lang", needs_root: false },
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
        for manager in CHROMIUM_BY.iter().chain(TESSERACT_BY) {
            let program = |rights| manager.command(rights).map(|command| command.get_program().to_owned());
            assert_eq!(program(Rights::Root), Some("sh".into()), "{}", manager.program);
            let sudo = if manager.needs_root { "sudo" } else { "sh" };
            assert_eq!(program(Rights::SudoWithoutPassword), Some(sudo.into()), "{}", manager.program);
            assert_eq!(program(Rights::Ordinary).is_none(), manager.needs_root, "{}", manager.program);
        }
    }

    #[test]
    fn the_command_to_type_is_one_line_that_a_shell_understands() {
        for manager in CHROMIUM_BY.iter().chain(TESSERACT_BY) {
            let command = manager.to_type();
            assert!(!command.contains('\n') && !manager.install.contains('\''), "{command}");
            assert!(process::succeeds("sh", &["-n", "-c", &command]), "{command}");
        }
    }
}
