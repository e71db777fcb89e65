//! Chromium and its driver: found, started with nothing of this machine's own settings, and ended.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: [&str; 1] = ["chromedriver"];

/// Where the browser is. Each [`Window`] is a process of its own with a fresh profile.
pub struct Chromium {
    browser: PathBuf,
    driver: PathBuf,
}

/// How a window differs from a Korean desktop whose microphone hears nothing.
#[derive(Default)]
pub struct Options<'a> {
    /// `en` for an English browser.
    pub english: bool,
    /// What the microphone hears, once, from the moment it is opened.
    pub microphone: Option<&'a Path>,
    /// 360 pixels wide.
    pub phone: bool,
}

/// A running browser.
pub struct Window {
    pub driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
}

impl Chromium {
    pub fn find() -> anyhow::Result<Self> {
        let found = on_path(&BROWSERS).zip(on_path(&DRIVERS));
        let (browser, driver) = found.context(
            "Chromium and its driver are needed: `cargo xtask test --only browser` installs them, or on Debian: \
             sudo apt-get install chromium chromium-driver",
        )?;
        Ok(Self { browser, driver })
    }

    pub async fn open(&self, options: &Options<'_>) -> anyhow::Result<Window> {
        let profile = tempfile::tempdir()?;
        let (process, address) = self.start_driver()?;
        let capabilities = self.capabilities(options, profile.path())?;
        let driver = WebDriver::new(&address, capabilities).await.context("Chromium does not start")?;
        Ok(Window { driver, process, _profile: profile })
    }

    fn start_driver(&self) -> anyhow::Result<(Child, String)> {
        let mut process = Command::new(&self.driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().expect("standard output was asked for")).lines();
        while let Some(Ok(line)) = lines.next() {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                // Somebody must go on reading, or the driver waits for ever.
                let address = format!("http://localhost:{}", port.trim_end_matches('.'));
                std::thread::spawn(move || lines.for_each(drop));
                return Ok((process, address));
            }
        }
        let _ = process.kill();
        bail!("{} did not start", self.driver.display())
    }

    fn capabilities(&self, options: &Options<'_>, profile: &Path) -> anyhow::Result<ChromeCapabilities> {
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&self.browser.to_string_lossy())?;
        let size = if options.phone { "360,740" } else { "1280,800" };
        let languages = if options.english { "en-US,en" } else { "ko-KR,ko" };
        for argument in [
            "--headless=new",
            // Containers run tests as root, where the sandbox cannot be had. Only our own pages are opened.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Windows behind others would be slowed down.
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--autoplay-policy=user-gesture-required",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        capabilities.add_arg(&format!("--window-size={size}"))?;
        if let Some(file) = options.microphone {
            capabilities.add_arg(&format!("--use-file-for-fake-audio-capture={}%noloop", file.display()))?;
        }
        capabilities
            .add_experimental_option("prefs", serde_json::json!({ "intl.accept_languages": languages }))?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        Ok(capabilities)
    }
}

impl Window {
    /// Ends the browser.
    pub async fn close(self) -> anyhow::Result<()> {
        // Dropping ends the driver; the browser itself is closed politely first.
        self.driver.clone().quit().await?;
        Ok(())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let candidates =
        std::env::split_paths(&path).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}
