//! Draws six views of the sample archive in three widths and both colours: `screenshots FOLDER`.

use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use dateline_browser_tests::{Colours, Reader, Served, corpus, views};

/// The views that are drawn.
const DRAWN: [&str; 6] = ["home", "search", "article", "beside", "map", "trend"];
/// Higher pages are cut off: what is below is more of the same.
const HIGHEST: u64 = 900;

/// Shows the archive at a reader's place: no picture tells where it was drawn.
const NEUTRAL: &str = "for (const path of document.querySelectorAll('dd bdi'))
    path.textContent = path.textContent.replace(arguments[0], '/home/reader/news');";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: screenshots FOLDER"));
    std::fs::create_dir_all(&folder).expect("the folder of the pictures");
    let (served, reader) = (Served::samples(), Reader::new().await);
    let views = views(&served, &reader).await;
    for name in DRAWN {
        let view = views.iter().find(|view| view.name == name).expect("each of them is a view");
        for width in [320, 800, 1400] {
            for (colours, named) in [(Colours::Light, "light"), (Colours::Dark, "dark")] {
                reader.see(width, colours).await;
                reader.open(&view.address).await;
                reader.run(NEUTRAL, vec![corpus().display().to_string().into()]).await;
                let picture = reader.picture(HIGHEST, "webp").await;
                let bytes = BASE64_STANDARD.decode(picture).expect("the browser's own base64");
                std::fs::write(folder.join(format!("{name}-{width}-{named}.webp")), bytes).expect("a picture");
            }
        }
    }
}
