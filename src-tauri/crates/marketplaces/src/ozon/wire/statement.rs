//! Totals of Ozon's own reports (`/v1/finance/cash-flow-statement/list`,
//! `/v2/finance/realization`), in major units.

said! {
    /// `v3FinanceCashFlowStatementListResponse`.
    CashFlows {
        result: part CashFlowRows,
    }

    /// `v3FinanceCashFlowStatementListResponseResult`.
    CashFlowRows {
        cash_flows: rows,
        page_count: whole,
    }

    /// `FinanceCashFlowStatementListResponseCashFlow`.
    CashFlow {
        period: part Period,
        orders_amount: amount,
        returns_amount: amount,
        commission_amount: amount,
        services_amount: amount,
        item_delivery_and_return_amount: amount,
        currency_code: text,
    }

    /// `v3FinanceCashFlowStatementListResponsePeriod`: days, with a time that says nothing.
    Period {
        begin: text,
        end: text,
    }

    /// `v2GetRealizationReportResponseV2`.
    Realization {
        result: part RealizationReport,
    }

    /// `GetRealizationReportResponseV2Result`.
    RealizationReport {
        header: part RealizationHeader,
        rows: rows,
    }

    /// `GetRealizationReportResponseV2Header`.
    RealizationHeader {
        currency_sys_name: text,
    }

    /// `GetRealizationReportResponseV2Row`: what was sold and what came back of one product.
    Realized {
        delivery_commission: part RealizedPart,
        return_commission: part RealizedPart,
    }

    /// `RowItemCommission`, `RowItemCommissionReturn`.
    RealizedPart {
        amount: amount,
        bonus: amount,
        bank_coinvestment: amount,
        stars: amount,
        pick_up_point_coinvestment: amount,
        standard_fee: amount,
        quantity: whole,
    }
}
