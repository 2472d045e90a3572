//! The system's dialogs for files. The page asks for one by what it is for; the chosen paths go back to it as text, and are given
//! with the call that takes them. The page itself can open nothing.

use api::{ChooseFiles, FilePurpose};
use rfd::AsyncFileDialog;
use tauri::WebviewWindow;

/// Asks the person. No paths: they changed their mind.
pub(crate) async fn choose(window: &WebviewWindow, wanted: ChooseFiles) -> Vec<String> {
    let dialog = AsyncFileDialog::new().set_parent(window);
    let suggestion = wanted.suggestion.unwrap_or_default();
    let chosen = match wanted.purpose {
        FilePurpose::Import => {
            dialog
                .set_title("Choose the prison system's exports")
                .add_filter("Exports (JSON or CSV)", &["json", "jsonl", "ndjson", "csv"])
                .add_filter("All files", &["*"])
                .pick_files()
                .await
        }
        FilePurpose::ImportFolder => {
            dialog.set_title("Choose a folder of exports").pick_folder().await.map(|folder| vec![folder])
        }
        FilePurpose::Restore => dialog.set_title("Choose a backup").pick_file().await.map(|file| vec![file]),
        FilePurpose::BackUp => {
            dialog.set_title("Save a backup").set_file_name(suggestion).save_file().await.map(|file| vec![file])
        }
        FilePurpose::Csv => dialog
            .set_title("Save as CSV")
            .add_filter("CSV", &["csv"])
            .set_file_name(suggestion)
            .save_file()
            .await
            .map(|file| vec![file]),
        FilePurpose::Calendar => dialog
            .set_title("Save for your calendar")
            .add_filter("Calendar", &["ics"])
            .set_file_name(suggestion)
            .save_file()
            .await
            .map(|file| vec![file]),
        FilePurpose::Pdf => dialog
            .set_title("Save as PDF")
            .add_filter("PDF", &["pdf"])
            .set_file_name(suggestion)
            .save_file()
            .await
            .map(|file| vec![file]),
        FilePurpose::Pack => dialog
            .set_title("Choose a handover pack")
            .add_filter("PDF", &["pdf"])
            .add_filter("All files", &["*"])
            .pick_file()
            .await
            .map(|file| vec![file]),
        FilePurpose::Certificate => dialog
            .set_title("Choose the certificate of the server's authority")
            .add_filter("Certificates (PEM)", &["pem", "crt", "cer"])
            .add_filter("All files", &["*"])
            .pick_file()
            .await
            .map(|file| vec![file]),
        FilePurpose::WriteStick => {
            dialog.set_title("Save changes to carry").set_file_name(suggestion).save_file().await.map(|file| vec![file])
        }
        FilePurpose::ReadStick => {
            dialog.set_title("Choose a file that was carried here").pick_file().await.map(|file| vec![file])
        }
        FilePurpose::Evidence => {
            dialog.set_title("Save the evidence").set_file_name(suggestion).save_file().await.map(|file| vec![file])
        }
    };
    chosen.into_iter().flatten().map(|file| file.path().to_string_lossy().into_owned()).collect()
}
