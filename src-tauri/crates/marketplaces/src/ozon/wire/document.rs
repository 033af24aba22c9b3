//! Shipments with their papers, and reports that were ordered (`/v2/posting/fbs/act/…`,
//! `/v1/report/…`).

said! {
    /// `v2PostingFBSActListResponse`.
    ActList {
        result: rows,
    }

    /// Its items.
    Act {
        id: text,
        delivery_method_name: text,
        status: text,
        act_type: text,
        departure_date: text,
    }

    /// `postingPostingFBSGetActResponse`, where the file does not come by itself.
    ActFile {
        file_content: text,
    }

    /// `reportReportListResponse`.
    Reports {
        result: part ReportList,
    }

    /// Its `result`.
    ReportList {
        reports: rows,
    }

    /// `reportReportInfoResponse`.
    OneReport {
        result: part Report,
    }

    /// `reportReport`, `reportReportinfo`.
    Report {
        code: text,
        status: text,
        error: text,
        file: text,
        report_type: text,
        created_at: moment,
        expires_at: moment,
    }
}
