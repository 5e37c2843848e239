"""The layouts that can be exported; each module offers `EXPORT`, an ExportFormat."""
