"""Where reports come from: feeds, pages and files, each read into the shared records."""
