export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      alert_acknowledgement: {
        Row: {
          at: string;
          casino_id: string;
          entity_key: string;
          figures: NonNullable<Json>;
          gaming_day: string;
          id: string;
          kind: Database['public']['Enums']['alert_kind'];
          note: string | null;
          severity: Database['public']['Enums']['alert_severity'];
          since_at: string | null;
          staff_id: string;
          times: number;
          value: number;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          entity_key: string;
          figures: NonNullable<Json>;
          gaming_day: string;
          id?: string;
          kind: Database['public']['Enums']['alert_kind'];
          note?: string | null;
          severity: Database['public']['Enums']['alert_severity'];
          since_at?: string | null;
          staff_id: string;
          times: number;
          value: number;
        };
        Update: {
          at?: string;
          casino_id?: string;
          entity_key?: string;
          figures?: NonNullable<Json>;
          gaming_day?: string;
          id?: string;
          kind?: Database['public']['Enums']['alert_kind'];
          note?: string | null;
          severity?: Database['public']['Enums']['alert_severity'];
          since_at?: string | null;
          staff_id?: string;
          times?: number;
          value?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'alert_acknowledgement_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      approval: {
        Row: {
          casino_id: string;
          decided_at: string | null;
          decided_by_staff_id: string | null;
          id: string;
          is_by_pin: boolean;
          lapses_at: string;
          note: string | null;
          operation: string;
          reason: string;
          request: NonNullable<Json>;
          requested_at: string;
          requested_by_staff_id: string;
          status: Database['public']['Enums']['approval_status'];
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          id?: string;
          is_by_pin?: boolean;
          lapses_at: string;
          note?: string | null;
          operation: string;
          reason: string;
          request: NonNullable<Json>;
          requested_at?: string;
          requested_by_staff_id: string;
          status?: Database['public']['Enums']['approval_status'];
        };
        Update: {
          casino_id?: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          id?: string;
          is_by_pin?: boolean;
          lapses_at?: string;
          note?: string | null;
          operation?: string;
          reason?: string;
          request?: NonNullable<Json>;
          requested_at?: string;
          requested_by_staff_id?: string;
          status?: Database['public']['Enums']['approval_status'];
        };
        Relationships: [
          {
            foreignKeyName: 'approval_casino_id_decided_by_staff_id_fkey';
            columns: ['casino_id', 'decided_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'approval_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'approval_casino_id_requested_by_staff_id_fkey';
            columns: ['casino_id', 'requested_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      audit_filter: {
        Row: {
          casino_id: string;
          filter: NonNullable<Json>;
          name: string;
          saved_at: string;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          filter: NonNullable<Json>;
          name: string;
          saved_at?: string;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          filter?: NonNullable<Json>;
          name?: string;
          saved_at?: string;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'audit_filter_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          after: Json | null;
          at: string;
          before: Json | null;
          casino_id: string;
          correlation_id: string;
          domain: string;
          entity_id: string | null;
          entity_type: string;
          gaming_day: string;
          id: string;
          idempotency_key: string | null;
          outcome: string;
          request_hash: string | null;
          staff_id: string | null;
          staff_role: Database['public']['Enums']['staff_role'] | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          after?: Json | null;
          at?: string;
          before?: Json | null;
          casino_id: string;
          correlation_id: string;
          domain: string;
          entity_id?: string | null;
          entity_type: string;
          gaming_day: string;
          id?: string;
          idempotency_key?: string | null;
          outcome?: string;
          request_hash?: string | null;
          staff_id?: string | null;
          staff_role?: Database['public']['Enums']['staff_role'] | null;
        };
        Update: {
          action?: string;
          after?: Json | null;
          at?: string;
          before?: Json | null;
          casino_id?: string;
          correlation_id?: string;
          domain?: string;
          entity_id?: string | null;
          entity_type?: string;
          gaming_day?: string;
          id?: string;
          idempotency_key?: string | null;
          outcome?: string;
          request_hash?: string | null;
          staff_id?: string | null;
          staff_role?: Database['public']['Enums']['staff_role'] | null;
        };
        Relationships: [];
      };
      authority_limit: {
        Row: {
          casino_id: string;
          id: string;
          player_per_day_cents: number | null;
          points_at_once: number | null;
          points_per_day: number | null;
          points_per_shift: number | null;
          role: Database['public']['Enums']['staff_role'] | null;
          staff_id: string | null;
          updated_at: string;
          value_at_once_cents: number | null;
          value_per_day_cents: number | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          id?: string;
          player_per_day_cents?: number | null;
          points_at_once?: number | null;
          points_per_day?: number | null;
          points_per_shift?: number | null;
          role?: Database['public']['Enums']['staff_role'] | null;
          staff_id?: string | null;
          updated_at?: string;
          value_at_once_cents?: number | null;
          value_per_day_cents?: number | null;
          version?: number;
        };
        Update: {
          casino_id?: string;
          id?: string;
          player_per_day_cents?: number | null;
          points_at_once?: number | null;
          points_per_day?: number | null;
          points_per_shift?: number | null;
          role?: Database['public']['Enums']['staff_role'] | null;
          staff_id?: string | null;
          updated_at?: string;
          value_at_once_cents?: number | null;
          value_per_day_cents?: number | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'authority_limit_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'authority_limit_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      casino: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          slug: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          slug: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          slug?: string;
        };
        Relationships: [];
      };
      casino_day_rule: {
        Row: {
          at: string;
          casino_id: string;
          from_gaming_day: string;
          gaming_day_start: string;
          id: string;
          set_by_staff_id: string | null;
          starts_at: string;
          time_zone: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          from_gaming_day?: string;
          gaming_day_start: string;
          id?: string;
          set_by_staff_id?: string | null;
          starts_at?: string;
          time_zone: string;
        };
        Update: {
          at?: string;
          casino_id?: string;
          from_gaming_day?: string;
          gaming_day_start?: string;
          id?: string;
          set_by_staff_id?: string | null;
          starts_at?: string;
          time_zone?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'casino_day_rule_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      casino_filing_profile: {
        Row: {
          casino_id: string;
          facts: NonNullable<Json>;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          facts?: NonNullable<Json>;
          updated_at?: string;
          version?: number;
        };
        Update: {
          casino_id?: string;
          facts?: NonNullable<Json>;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'casino_filing_profile_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: true;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      casino_settings: {
        Row: {
          alert_thresholds: NonNullable<Json>;
          auto_end_visits_after_days: number | null;
          casino_id: string;
          comp_debt_limit_points: number;
          correction_debt_limit_points: number;
          ctr_threshold_cents: number;
          currency: string;
          day_rule_at: string | null;
          day_rule_from: string | null;
          day_rule_start: string | null;
          day_rule_time_zone: string | null;
          gaming_day_start: string;
          has_authority_limits: boolean;
          idle_lock_minutes: number | null;
          import_stale_after_days: number;
          licence_warning_days: number;
          minimum_age_years: number;
          near_ctr_first_percent: number;
          near_ctr_second_percent: number;
          promo_allow_anonymous_issuance: boolean;
          promo_require_exact_match: boolean;
          reward_preset_points: number[];
          reward_soft_cap_points: number;
          rewards_per_staff_per_minute: number | null;
          second_factor_roles: Database['public']['Enums']['staff_role'][];
          stops_on_expired_licence: boolean;
          time_zone: string;
          updated_at: string;
          watchlist_floor_cents: number;
        };
        ComputedFields: never;
        Insert: {
          alert_thresholds?: NonNullable<Json>;
          auto_end_visits_after_days?: number | null;
          casino_id: string;
          comp_debt_limit_points?: number;
          correction_debt_limit_points?: number;
          ctr_threshold_cents?: number;
          currency?: string;
          day_rule_at?: string | null;
          day_rule_from?: string | null;
          day_rule_start?: string | null;
          day_rule_time_zone?: string | null;
          gaming_day_start?: string;
          has_authority_limits?: boolean;
          idle_lock_minutes?: number | null;
          import_stale_after_days?: number;
          licence_warning_days?: number;
          minimum_age_years?: number;
          near_ctr_first_percent?: number;
          near_ctr_second_percent?: number;
          promo_allow_anonymous_issuance?: boolean;
          promo_require_exact_match?: boolean;
          reward_preset_points?: number[];
          reward_soft_cap_points?: number;
          rewards_per_staff_per_minute?: number | null;
          second_factor_roles?: Database['public']['Enums']['staff_role'][];
          stops_on_expired_licence?: boolean;
          time_zone?: string;
          updated_at?: string;
          watchlist_floor_cents?: number;
        };
        Update: {
          alert_thresholds?: NonNullable<Json>;
          auto_end_visits_after_days?: number | null;
          casino_id?: string;
          comp_debt_limit_points?: number;
          correction_debt_limit_points?: number;
          ctr_threshold_cents?: number;
          currency?: string;
          day_rule_at?: string | null;
          day_rule_from?: string | null;
          day_rule_start?: string | null;
          day_rule_time_zone?: string | null;
          gaming_day_start?: string;
          has_authority_limits?: boolean;
          idle_lock_minutes?: number | null;
          import_stale_after_days?: number;
          licence_warning_days?: number;
          minimum_age_years?: number;
          near_ctr_first_percent?: number;
          near_ctr_second_percent?: number;
          promo_allow_anonymous_issuance?: boolean;
          promo_require_exact_match?: boolean;
          reward_preset_points?: number[];
          reward_soft_cap_points?: number;
          rewards_per_staff_per_minute?: number | null;
          second_factor_roles?: Database['public']['Enums']['staff_role'][];
          stops_on_expired_licence?: boolean;
          time_zone?: string;
          updated_at?: string;
          watchlist_floor_cents?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'casino_settings_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: true;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      ctr_acknowledgement: {
        Row: {
          bsa_id: string | null;
          casino_id: string;
          created_at: string;
          errors: NonNullable<Json>;
          filing_id: string;
          is_accepted: boolean;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          bsa_id?: string | null;
          casino_id: string;
          created_at?: string;
          errors?: NonNullable<Json>;
          filing_id: string;
          is_accepted: boolean;
          staff_id: string;
        };
        Update: {
          bsa_id?: string | null;
          casino_id?: string;
          created_at?: string;
          errors?: NonNullable<Json>;
          filing_id?: string;
          is_accepted?: boolean;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_acknowledgement_casino_id_filing_id_fkey';
            columns: ['casino_id', 'filing_id'];
            isOneToOne: true;
            referencedRelation: 'ctr_filing';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_batch: {
        Row: {
          casino_id: string;
          correlation_id: string;
          created_at: string;
          id: string;
          report_count: number;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          id?: string;
          report_count: number;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          id?: string;
          report_count?: number;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_batch_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      ctr_batch_report: {
        Row: {
          batch_id: string;
          casino_id: string;
          filing_id: string;
          position: number;
        };
        ComputedFields: never;
        Insert: {
          batch_id: string;
          casino_id: string;
          filing_id: string;
          position: number;
        };
        Update: {
          batch_id?: string;
          casino_id?: string;
          filing_id?: string;
          position?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_batch_report_casino_id_batch_id_fkey';
            columns: ['casino_id', 'batch_id'];
            isOneToOne: false;
            referencedRelation: 'ctr_batch';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'ctr_batch_report_casino_id_filing_id_fkey';
            columns: ['casino_id', 'filing_id'];
            isOneToOne: true;
            referencedRelation: 'ctr_filing';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_case: {
        Row: {
          casino_id: string;
          correlation_id: string;
          due_on: string;
          gaming_day: string;
          id: string;
          merged_into_case_id: string | null;
          needs_amendment: boolean;
          opened_at: string;
          opened_by_entry_id: string;
          player_id: string | null;
          status: Database['public']['Enums']['ctr_case_status'];
          unknown_patron_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          correlation_id: string;
          due_on: string;
          gaming_day: string;
          id?: string;
          merged_into_case_id?: string | null;
          needs_amendment?: boolean;
          opened_at?: string;
          opened_by_entry_id: string;
          player_id?: string | null;
          status?: Database['public']['Enums']['ctr_case_status'];
          unknown_patron_id?: string | null;
        };
        Update: {
          casino_id?: string;
          correlation_id?: string;
          due_on?: string;
          gaming_day?: string;
          id?: string;
          merged_into_case_id?: string | null;
          needs_amendment?: boolean;
          opened_at?: string;
          opened_by_entry_id?: string;
          player_id?: string | null;
          status?: Database['public']['Enums']['ctr_case_status'];
          unknown_patron_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_case_casino_id_merged_into_case_id_fkey';
            columns: ['casino_id', 'merged_into_case_id'];
            isOneToOne: false;
            referencedRelation: 'ctr_case';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'ctr_case_casino_id_opened_by_entry_id_fkey';
            columns: ['casino_id', 'opened_by_entry_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_entry';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'ctr_case_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'ctr_case_casino_id_unknown_patron_id_fkey';
            columns: ['casino_id', 'unknown_patron_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_unknown_patron';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_case_person: {
        Row: {
          case_id: string;
          casino_id: string;
          facts: NonNullable<Json>;
          person_id: string;
          unknown: string[];
          verified_at: string | null;
          verified_by_staff_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          case_id: string;
          casino_id: string;
          facts?: NonNullable<Json>;
          person_id: string;
          unknown?: string[];
          verified_at?: string | null;
          verified_by_staff_id?: string | null;
        };
        Update: {
          case_id?: string;
          casino_id?: string;
          facts?: NonNullable<Json>;
          person_id?: string;
          unknown?: string[];
          verified_at?: string | null;
          verified_by_staff_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_case_person_casino_id_case_id_fkey';
            columns: ['casino_id', 'case_id'];
            isOneToOne: false;
            referencedRelation: 'ctr_case';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_case_sheet: {
        Row: {
          case_id: string;
          casino_id: string;
          decided_at: string | null;
          decided_by_staff_id: string | null;
          is_aggregated: boolean;
          not_required_reason: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          case_id: string;
          casino_id: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          is_aggregated?: boolean;
          not_required_reason?: string | null;
          version?: number;
        };
        Update: {
          case_id?: string;
          casino_id?: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          is_aggregated?: boolean;
          not_required_reason?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_case_sheet_casino_id_case_id_fkey';
            columns: ['casino_id', 'case_id'];
            isOneToOne: true;
            referencedRelation: 'ctr_case';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_filing: {
        Row: {
          case_id: string;
          casino_id: string;
          correlation_id: string;
          created_at: string;
          filed_on: string;
          filing_no: number;
          id: string;
          kind: Database['public']['Enums']['ctr_filing_kind'];
          own_bsa_id: string | null;
          report: NonNullable<Json>;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          case_id: string;
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          filed_on: string;
          filing_no: number;
          id?: string;
          kind: Database['public']['Enums']['ctr_filing_kind'];
          own_bsa_id?: string | null;
          report: NonNullable<Json>;
          staff_id: string;
        };
        Update: {
          case_id?: string;
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          filed_on?: string;
          filing_no?: number;
          id?: string;
          kind?: Database['public']['Enums']['ctr_filing_kind'];
          own_bsa_id?: string | null;
          report?: NonNullable<Json>;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_filing_casino_id_case_id_fkey';
            columns: ['casino_id', 'case_id'];
            isOneToOne: false;
            referencedRelation: 'ctr_case';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ctr_withdrawal: {
        Row: {
          casino_id: string;
          created_at: string;
          filing_id: string;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          filing_id: string;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          filing_id?: string;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ctr_withdrawal_casino_id_filing_id_fkey';
            columns: ['casino_id', 'filing_id'];
            isOneToOne: true;
            referencedRelation: 'ctr_filing';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      exclusion_hit_review: {
        Row: {
          casino_id: string;
          created_at: string;
          hit_id: string;
          id: string;
          note: string | null;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          hit_id: string;
          id?: string;
          note?: string | null;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          hit_id?: string;
          id?: string;
          note?: string | null;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'exclusion_hit_review_casino_id_hit_id_fkey';
            columns: ['casino_id', 'hit_id'];
            isOneToOne: true;
            referencedRelation: 'audit_log';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'exclusion_hit_review_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      exclusion_list: {
        Row: {
          casino_id: string;
          columns: NonNullable<Json>;
          created_at: string;
          date_order: string;
          error_count: number;
          errors: NonNullable<Json>;
          file_name: string;
          finished_at: string | null;
          id: string;
          known_count: number;
          over_count: number;
          proposed_count: number;
          read_through: number;
          row_count: number;
          sha256: string;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          columns: NonNullable<Json>;
          created_at?: string;
          date_order: string;
          error_count?: number;
          errors?: NonNullable<Json>;
          file_name: string;
          finished_at?: string | null;
          id?: string;
          known_count?: number;
          over_count?: number;
          proposed_count?: number;
          read_through?: number;
          row_count?: number;
          sha256: string;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          columns?: NonNullable<Json>;
          created_at?: string;
          date_order?: string;
          error_count?: number;
          errors?: NonNullable<Json>;
          file_name?: string;
          finished_at?: string | null;
          id?: string;
          known_count?: number;
          over_count?: number;
          proposed_count?: number;
          read_through?: number;
          row_count?: number;
          sha256?: string;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'exclusion_list_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'exclusion_list_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      exclusion_proposal: {
        Row: {
          casino_id: string;
          created_at: string;
          decided_at: string | null;
          decided_by_staff_id: string | null;
          dismiss_reason: string | null;
          ends_on: string | null;
          exclusion_id: string | null;
          id: string;
          list_id: string;
          player_id: string;
          reference: string | null;
          row_number: number;
          starts_on: string | null;
          status: Database['public']['Enums']['exclusion_proposal_status'];
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          dismiss_reason?: string | null;
          ends_on?: string | null;
          exclusion_id?: string | null;
          id?: string;
          list_id: string;
          player_id: string;
          reference?: string | null;
          row_number: number;
          starts_on?: string | null;
          status?: Database['public']['Enums']['exclusion_proposal_status'];
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          decided_at?: string | null;
          decided_by_staff_id?: string | null;
          dismiss_reason?: string | null;
          ends_on?: string | null;
          exclusion_id?: string | null;
          id?: string;
          list_id?: string;
          player_id?: string;
          reference?: string | null;
          row_number?: number;
          starts_on?: string | null;
          status?: Database['public']['Enums']['exclusion_proposal_status'];
        };
        Relationships: [
          {
            foreignKeyName: 'exclusion_proposal_casino_id_decided_by_staff_id_fkey';
            columns: ['casino_id', 'decided_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'exclusion_proposal_casino_id_exclusion_id_fkey';
            columns: ['casino_id', 'exclusion_id'];
            isOneToOne: false;
            referencedRelation: 'player_exclusion';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'exclusion_proposal_casino_id_list_id_fkey';
            columns: ['casino_id', 'list_id'];
            isOneToOne: false;
            referencedRelation: 'exclusion_list';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'exclusion_proposal_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      game: {
        Row: {
          casino_id: string;
          created_at: string;
          game_type: string;
          id: string;
          name: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          game_type: string;
          id?: string;
          name: string;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          game_type?: string;
          id?: string;
          name?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'game_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      game_rate: {
        Row: {
          at: string;
          casino_id: string;
          decisions_per_hour: number;
          from_gaming_day: string;
          game_type: string;
          house_edge: number;
          id: string;
          set_by_staff_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          decisions_per_hour: number;
          from_gaming_day: string;
          game_type: string;
          house_edge: number;
          id?: string;
          set_by_staff_id?: string | null;
        };
        Update: {
          at?: string;
          casino_id?: string;
          decisions_per_hour?: number;
          from_gaming_day?: string;
          game_type?: string;
          house_edge?: number;
          id?: string;
          set_by_staff_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'game_rate_casino_id_game_type_fkey';
            columns: ['casino_id', 'game_type'];
            isOneToOne: false;
            referencedRelation: 'game';
            referencedColumns: ['casino_id', 'game_type'];
          },
        ];
      };
      gaming_table: {
        Row: {
          casino_id: string;
          game_type: string;
          id: string;
          label: string;
          last_played_at: string;
          max_bet_cents: number;
          min_bet_cents: number;
          pit_id: string;
          seat_count: number;
          status: Database['public']['Enums']['table_status'];
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          game_type: string;
          id?: string;
          label: string;
          last_played_at?: string;
          max_bet_cents: number;
          min_bet_cents: number;
          pit_id: string;
          seat_count: number;
          status?: Database['public']['Enums']['table_status'];
          updated_at?: string;
        };
        Update: {
          casino_id?: string;
          game_type?: string;
          id?: string;
          label?: string;
          last_played_at?: string;
          max_bet_cents?: number;
          min_bet_cents?: number;
          pit_id?: string;
          seat_count?: number;
          status?: Database['public']['Enums']['table_status'];
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'gaming_table_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'gaming_table_casino_id_game_type_fkey';
            columns: ['casino_id', 'game_type'];
            isOneToOne: false;
            referencedRelation: 'game';
            referencedColumns: ['casino_id', 'game_type'];
          },
          {
            foreignKeyName: 'gaming_table_casino_id_pit_id_fkey';
            columns: ['casino_id', 'pit_id'];
            isOneToOne: false;
            referencedRelation: 'pit';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      ledger_seal_head: {
        Row: {
          casino_id: string;
          entry_hash: string;
          entry_id: string;
          entry_no: number;
          player_id: string;
          seal_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          entry_hash: string;
          entry_id: string;
          entry_no: number;
          player_id: string;
          seal_id: string;
        };
        Update: {
          casino_id?: string;
          entry_hash?: string;
          entry_id?: string;
          entry_no?: number;
          player_id?: string;
          seal_id?: string;
        };
        Relationships: [];
      };
      lens_acknowledgement: {
        Row: {
          about: string;
          casino_id: string;
          correlation_id: string;
          created_at: string;
          figure: number;
          finding_id: string;
          gaming_day: string;
          id: string;
          kind: Database['public']['Enums']['lens_kind'];
          reason: string;
          row_ids: string[];
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          about: string;
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          figure: number;
          finding_id: string;
          gaming_day: string;
          id?: string;
          kind: Database['public']['Enums']['lens_kind'];
          reason: string;
          row_ids: string[];
          staff_id: string;
        };
        Update: {
          about?: string;
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          figure?: number;
          finding_id?: string;
          gaming_day?: string;
          id?: string;
          kind?: Database['public']['Enums']['lens_kind'];
          reason?: string;
          row_ids?: string[];
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'lens_acknowledgement_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      loyalty_earn_config: {
        Row: {
          casino_id: string;
          default_point_multiplier: number;
          is_active: boolean;
          points_per_theo: number;
          rounding_policy: Database['public']['Enums']['rounding_policy'];
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          default_point_multiplier?: number;
          is_active?: boolean;
          points_per_theo?: number;
          rounding_policy?: Database['public']['Enums']['rounding_policy'];
          updated_at?: string;
          version?: number;
        };
        Update: {
          casino_id?: string;
          default_point_multiplier?: number;
          is_active?: boolean;
          points_per_theo?: number;
          rounding_policy?: Database['public']['Enums']['rounding_policy'];
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'loyalty_earn_config_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: true;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      loyalty_ledger: {
        Row: {
          balance_after: number;
          casino_id: string;
          correlation_id: string;
          created_at: string;
          entry_hash: string;
          entry_no: number;
          gaming_day: string;
          id: string;
          idempotency_key: string;
          is_override: boolean;
          metadata: NonNullable<Json>;
          note: string | null;
          player_id: string;
          points: number;
          rating_slip_id: string | null;
          reason: Database['public']['Enums']['loyalty_reason'];
          request_hash: string;
          reversed_entry_id: string | null;
          reward_id: string | null;
          staff_id: string | null;
          visit_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          balance_after: number;
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          entry_hash: string;
          entry_no: number;
          gaming_day: string;
          id?: string;
          idempotency_key: string;
          is_override?: boolean;
          metadata?: NonNullable<Json>;
          note?: string | null;
          player_id: string;
          points: number;
          rating_slip_id?: string | null;
          reason: Database['public']['Enums']['loyalty_reason'];
          request_hash: string;
          reversed_entry_id?: string | null;
          reward_id?: string | null;
          staff_id?: string | null;
          visit_id?: string | null;
        };
        Update: {
          balance_after?: number;
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          entry_hash?: string;
          entry_no?: number;
          gaming_day?: string;
          id?: string;
          idempotency_key?: string;
          is_override?: boolean;
          metadata?: NonNullable<Json>;
          note?: string | null;
          player_id?: string;
          points?: number;
          rating_slip_id?: string | null;
          reason?: Database['public']['Enums']['loyalty_reason'];
          request_hash?: string;
          reversed_entry_id?: string | null;
          reward_id?: string | null;
          staff_id?: string | null;
          visit_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'loyalty_ledger_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_ledger_casino_id_rating_slip_id_fkey';
            columns: ['casino_id', 'rating_slip_id'];
            isOneToOne: false;
            referencedRelation: 'rating_slip';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_ledger_casino_id_reversed_entry_id_fkey';
            columns: ['casino_id', 'reversed_entry_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_ledger';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_ledger_casino_id_visit_id_fkey';
            columns: ['casino_id', 'visit_id'];
            isOneToOne: false;
            referencedRelation: 'visit';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      loyalty_outbox: {
        Row: {
          attempts: number;
          casino_id: string;
          claimed_at: string | null;
          correlation_id: string;
          created_at: string;
          delivered_at: string | null;
          event_type: string;
          id: string;
          last_error: Database['public']['Enums']['webhook_failure'] | null;
          payload: NonNullable<Json>;
          player_id: string | null;
          seq: number;
          xid: unknown;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          casino_id: string;
          claimed_at?: string | null;
          correlation_id: string;
          created_at?: string;
          delivered_at?: string | null;
          event_type: string;
          id?: string;
          last_error?: Database['public']['Enums']['webhook_failure'] | null;
          payload: NonNullable<Json>;
          player_id?: string | null;
          seq?: number;
          xid?: unknown;
        };
        Update: {
          attempts?: number;
          casino_id?: string;
          claimed_at?: string | null;
          correlation_id?: string;
          created_at?: string;
          delivered_at?: string | null;
          event_type?: string;
          id?: string;
          last_error?: Database['public']['Enums']['webhook_failure'] | null;
          payload?: NonNullable<Json>;
          player_id?: string | null;
          seq?: number;
          xid?: unknown;
        };
        Relationships: [];
      };
      loyalty_reconciliation: {
        Row: {
          action: Database['public']['Enums']['reconciliation_action'];
          after: Json | null;
          before: Json | null;
          casino_id: string;
          code: string | null;
          correlation_id: string;
          created_at: string;
          details: Json | null;
          flags: string[];
          gaming_day: string;
          id: string;
          import_id: string;
          is_freshness_confirmed: boolean;
          outcome: Database['public']['Enums']['reconciliation_outcome'];
          player_id: string | null;
          policy: string | null;
          provenance: NonNullable<Json>;
          reason: string | null;
          reverts_id: string | null;
          row_id: string;
          run_id: string | null;
          seq: number;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: Database['public']['Enums']['reconciliation_action'];
          after?: Json | null;
          before?: Json | null;
          casino_id: string;
          code?: string | null;
          correlation_id: string;
          created_at?: string;
          details?: Json | null;
          flags?: string[];
          gaming_day: string;
          id?: string;
          import_id: string;
          is_freshness_confirmed?: boolean;
          outcome: Database['public']['Enums']['reconciliation_outcome'];
          player_id?: string | null;
          policy?: string | null;
          provenance: NonNullable<Json>;
          reason?: string | null;
          reverts_id?: string | null;
          row_id: string;
          run_id?: string | null;
          seq?: number;
          staff_id: string;
        };
        Update: {
          action?: Database['public']['Enums']['reconciliation_action'];
          after?: Json | null;
          before?: Json | null;
          casino_id?: string;
          code?: string | null;
          correlation_id?: string;
          created_at?: string;
          details?: Json | null;
          flags?: string[];
          gaming_day?: string;
          id?: string;
          import_id?: string;
          is_freshness_confirmed?: boolean;
          outcome?: Database['public']['Enums']['reconciliation_outcome'];
          player_id?: string | null;
          policy?: string | null;
          provenance?: NonNullable<Json>;
          reason?: string | null;
          reverts_id?: string | null;
          row_id?: string;
          run_id?: string | null;
          seq?: number;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'loyalty_reconciliation_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_reconciliation_casino_id_reverts_id_fkey';
            columns: ['casino_id', 'reverts_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_reconciliation';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_reconciliation_casino_id_run_id_fkey';
            columns: ['casino_id', 'run_id'];
            isOneToOne: false;
            referencedRelation: 'reconciliation_run';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      loyalty_tier: {
        Row: {
          casino_id: string;
          code: string;
          id: string;
          multiplier: number;
          name: string;
          rank: number;
          threshold_points: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          code: string;
          id?: string;
          multiplier?: number;
          name: string;
          rank: number;
          threshold_points: number;
        };
        Update: {
          casino_id?: string;
          code?: string;
          id?: string;
          multiplier?: number;
          name?: string;
          rank?: number;
          threshold_points?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'loyalty_tier_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      loyalty_tier_change: {
        Row: {
          casino_id: string;
          change_no: number;
          correlation_id: string;
          created_at: string;
          entry_id: string | null;
          entry_no: number;
          from_tier: string;
          gaming_day: string;
          id: string;
          lifetime_points: number;
          player_id: string;
          reason: string | null;
          reconciliation_id: string | null;
          source: Database['public']['Enums']['tier_change_source'];
          staff_id: string | null;
          threshold_points: number;
          to_tier: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          change_no: number;
          correlation_id: string;
          created_at?: string;
          entry_id?: string | null;
          entry_no: number;
          from_tier: string;
          gaming_day: string;
          id?: string;
          lifetime_points: number;
          player_id: string;
          reason?: string | null;
          reconciliation_id?: string | null;
          source: Database['public']['Enums']['tier_change_source'];
          staff_id?: string | null;
          threshold_points: number;
          to_tier: string;
        };
        Update: {
          casino_id?: string;
          change_no?: number;
          correlation_id?: string;
          created_at?: string;
          entry_id?: string | null;
          entry_no?: number;
          from_tier?: string;
          gaming_day?: string;
          id?: string;
          lifetime_points?: number;
          player_id?: string;
          reason?: string | null;
          reconciliation_id?: string | null;
          source?: Database['public']['Enums']['tier_change_source'];
          staff_id?: string | null;
          threshold_points?: number;
          to_tier?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'loyalty_tier_change_casino_id_entry_id_fkey';
            columns: ['casino_id', 'entry_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_ledger';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_tier_change_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'loyalty_tier_change_casino_id_reconciliation_id_fkey';
            columns: ['casino_id', 'reconciliation_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_reconciliation';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      mtl_day: {
        Row: {
          casino_id: string;
          gaming_day: string;
          last_entry_no: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          gaming_day: string;
          last_entry_no: number;
        };
        Update: {
          casino_id?: string;
          gaming_day?: string;
          last_entry_no?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_day_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      mtl_entry: {
        Row: {
          amount_cents: number;
          area: Database['public']['Enums']['mtl_area'];
          casino_id: string;
          correlation_id: string;
          counts_toward_ctr: boolean;
          created_at: string;
          direction: Database['public']['Enums']['mtl_direction'];
          entry_no: number;
          gaming_day: string;
          id: string;
          is_after_close: boolean;
          kind: Database['public']['Enums']['mtl_kind'];
          note: string | null;
          occurred_at: string;
          player_id: string | null;
          rating_slip_id: string | null;
          staff_id: string;
          table_id: string | null;
          tender: Database['public']['Enums']['mtl_tender'];
          unknown_patron_id: string | null;
          voids_entry_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          amount_cents: number;
          area: Database['public']['Enums']['mtl_area'];
          casino_id: string;
          correlation_id: string;
          counts_toward_ctr: boolean;
          created_at?: string;
          direction: Database['public']['Enums']['mtl_direction'];
          entry_no: number;
          gaming_day: string;
          id?: string;
          is_after_close: boolean;
          kind: Database['public']['Enums']['mtl_kind'];
          note?: string | null;
          occurred_at: string;
          player_id?: string | null;
          rating_slip_id?: string | null;
          staff_id: string;
          table_id?: string | null;
          tender: Database['public']['Enums']['mtl_tender'];
          unknown_patron_id?: string | null;
          voids_entry_id?: string | null;
        };
        Update: {
          amount_cents?: number;
          area?: Database['public']['Enums']['mtl_area'];
          casino_id?: string;
          correlation_id?: string;
          counts_toward_ctr?: boolean;
          created_at?: string;
          direction?: Database['public']['Enums']['mtl_direction'];
          entry_no?: number;
          gaming_day?: string;
          id?: string;
          is_after_close?: boolean;
          kind?: Database['public']['Enums']['mtl_kind'];
          note?: string | null;
          occurred_at?: string;
          player_id?: string | null;
          rating_slip_id?: string | null;
          staff_id?: string;
          table_id?: string | null;
          tender?: Database['public']['Enums']['mtl_tender'];
          unknown_patron_id?: string | null;
          voids_entry_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_entry_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_casino_id_rating_slip_id_fkey';
            columns: ['casino_id', 'rating_slip_id'];
            isOneToOne: false;
            referencedRelation: 'rating_slip';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_casino_id_table_id_fkey';
            columns: ['casino_id', 'table_id'];
            isOneToOne: false;
            referencedRelation: 'gaming_table';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_casino_id_unknown_patron_id_fkey';
            columns: ['casino_id', 'unknown_patron_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_unknown_patron';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_casino_id_voids_entry_id_fkey';
            columns: ['casino_id', 'voids_entry_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_entry';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      mtl_entry_party: {
        Row: {
          casino_id: string;
          entry_id: string;
          id: string;
          player_id: string | null;
          role: Database['public']['Enums']['mtl_party_role'];
          unknown_patron_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          entry_id: string;
          id?: string;
          player_id?: string | null;
          role: Database['public']['Enums']['mtl_party_role'];
          unknown_patron_id?: string | null;
        };
        Update: {
          casino_id?: string;
          entry_id?: string;
          id?: string;
          player_id?: string | null;
          role?: Database['public']['Enums']['mtl_party_role'];
          unknown_patron_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_entry_party_casino_id_entry_id_fkey';
            columns: ['casino_id', 'entry_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_entry';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_party_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_entry_party_casino_id_unknown_patron_id_fkey';
            columns: ['casino_id', 'unknown_patron_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_unknown_patron';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      mtl_gaming_day_close: {
        Row: {
          cash_in_cents: number;
          cash_out_cents: number;
          casino_id: string;
          correlation_id: string;
          created_at: string;
          entry_count: number;
          gaming_day: string;
          id: string;
          last_entry_no: number;
          note: string | null;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          cash_in_cents: number;
          cash_out_cents: number;
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          entry_count: number;
          gaming_day: string;
          id?: string;
          last_entry_no: number;
          note?: string | null;
          staff_id: string;
        };
        Update: {
          cash_in_cents?: number;
          cash_out_cents?: number;
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          entry_count?: number;
          gaming_day?: string;
          id?: string;
          last_entry_no?: number;
          note?: string | null;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_gaming_day_close_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      mtl_patron_day: {
        Row: {
          cash_in_cents: number;
          cash_out_cents: number;
          casino_id: string;
          entry_count: number;
          gaming_day: string;
          patron_id: string;
          player_id: string | null;
          unknown_patron_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          cash_in_cents: number;
          cash_out_cents: number;
          casino_id: string;
          entry_count: number;
          gaming_day: string;
          patron_id: string;
          player_id?: string | null;
          unknown_patron_id?: string | null;
        };
        Update: {
          cash_in_cents?: number;
          cash_out_cents?: number;
          casino_id?: string;
          entry_count?: number;
          gaming_day?: string;
          patron_id?: string;
          player_id?: string | null;
          unknown_patron_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_patron_day_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_patron_day_casino_id_unknown_patron_id_fkey';
            columns: ['casino_id', 'unknown_patron_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_unknown_patron';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      mtl_patron_link: {
        Row: {
          casino_id: string;
          correlation_id: string;
          created_at: string;
          gaming_day: string;
          id: string;
          link_no: number;
          player_id: string | null;
          reason: string;
          staff_id: string;
          unknown_patron_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          correlation_id: string;
          created_at?: string;
          gaming_day: string;
          id?: string;
          link_no: number;
          player_id?: string | null;
          reason: string;
          staff_id: string;
          unknown_patron_id: string;
        };
        Update: {
          casino_id?: string;
          correlation_id?: string;
          created_at?: string;
          gaming_day?: string;
          id?: string;
          link_no?: number;
          player_id?: string | null;
          reason?: string;
          staff_id?: string;
          unknown_patron_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_patron_link_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'mtl_patron_link_casino_id_unknown_patron_id_fkey';
            columns: ['casino_id', 'unknown_patron_id'];
            isOneToOne: false;
            referencedRelation: 'mtl_unknown_patron';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      mtl_unknown_patron: {
        Row: {
          age_range: string | null;
          casino_id: string;
          clothing: string | null;
          created_at: string;
          description: string;
          gaming_day: string;
          hair: string | null;
          height: string | null;
          id: string;
          seat: number | null;
          sex: string | null;
          staff_id: string;
          table_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          age_range?: string | null;
          casino_id: string;
          clothing?: string | null;
          created_at?: string;
          description: string;
          gaming_day: string;
          hair?: string | null;
          height?: string | null;
          id?: string;
          seat?: number | null;
          sex?: string | null;
          staff_id: string;
          table_id?: string | null;
        };
        Update: {
          age_range?: string | null;
          casino_id?: string;
          clothing?: string | null;
          created_at?: string;
          description?: string;
          gaming_day?: string;
          hair?: string | null;
          height?: string | null;
          id?: string;
          seat?: number | null;
          sex?: string | null;
          staff_id?: string;
          table_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'mtl_unknown_patron_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'mtl_unknown_patron_casino_id_table_id_fkey';
            columns: ['casino_id', 'table_id'];
            isOneToOne: false;
            referencedRelation: 'gaming_table';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      pit: {
        Row: {
          casino_id: string;
          id: string;
          name: string;
          sort_order: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          id?: string;
          name: string;
          sort_order?: number;
          updated_at?: string;
        };
        Update: {
          casino_id?: string;
          id?: string;
          name?: string;
          sort_order?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'pit_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      player: {
        Row: {
          birth_date: string | null;
          casino_id: string;
          created_at: string;
          first_key: string;
          first_name: string;
          id: string;
          last_key: string;
          last_name: string;
          loyalty_id: string | null;
          loyalty_id_key: string | null;
          name_key: string;
          person_key: string | null;
          search_text: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          birth_date?: string | null;
          casino_id: string;
          created_at?: string;
          first_key?: never;
          first_name: string;
          id?: string;
          last_key?: never;
          last_name: string;
          loyalty_id?: string | null;
          loyalty_id_key?: never;
          name_key?: never;
          person_key?: never;
          search_text?: never;
          version?: number;
        };
        Update: {
          birth_date?: string | null;
          casino_id?: string;
          created_at?: string;
          first_key?: never;
          first_name?: string;
          id?: string;
          last_key?: never;
          last_name?: string;
          loyalty_id?: string | null;
          loyalty_id_key?: never;
          name_key?: never;
          person_key?: never;
          search_text?: never;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'player_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      player_exclusion: {
        Row: {
          casino_id: string;
          created_at: string;
          ends_at: string | null;
          id: string;
          kind: Database['public']['Enums']['exclusion_kind'];
          lift_reason: string | null;
          lifted_at: string | null;
          lifted_by_staff_id: string | null;
          player_id: string;
          reason: string;
          set_by_staff_id: string;
          source_reference: string | null;
          starts_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          ends_at?: string | null;
          id?: string;
          kind: Database['public']['Enums']['exclusion_kind'];
          lift_reason?: string | null;
          lifted_at?: string | null;
          lifted_by_staff_id?: string | null;
          player_id: string;
          reason: string;
          set_by_staff_id: string;
          source_reference?: string | null;
          starts_at: string;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          ends_at?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['exclusion_kind'];
          lift_reason?: string | null;
          lifted_at?: string | null;
          lifted_by_staff_id?: string | null;
          player_id?: string;
          reason?: string;
          set_by_staff_id?: string;
          source_reference?: string | null;
          starts_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'player_exclusion_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'player_exclusion_casino_id_lifted_by_staff_id_fkey';
            columns: ['casino_id', 'lifted_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_exclusion_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_exclusion_casino_id_set_by_staff_id_fkey';
            columns: ['casino_id', 'set_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      player_import: {
        Row: {
          applied_count: number;
          casino_id: string;
          checked_through: number;
          created_at: string;
          delimiter: string;
          discarded_at: string | null;
          encoding: string;
          error_count: number;
          evidence: NonNullable<Json>;
          file_name: string;
          gathered_through: number | null;
          header_row: number;
          headers: NonNullable<Json>;
          id: string;
          is_reread_due: boolean;
          kept_count: number;
          mapping: NonNullable<Json>;
          mapping_version: number;
          pending_count: number;
          purged_at: string | null;
          readings: NonNullable<Json>;
          refreshed_through: number | null;
          reverted_count: number;
          row_count: number;
          sha256: string;
          sheet: string | null;
          sheets: Json | null;
          size_bytes: number;
          staff_id: string;
          staged_at: string | null;
          staged_bytes: number;
          staged_count: number;
          staged_through: number;
          status: Database['public']['Enums']['import_status'];
          unmatched_count: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          applied_count?: number;
          casino_id: string;
          checked_through?: number;
          created_at?: string;
          delimiter: string;
          discarded_at?: string | null;
          encoding: string;
          error_count?: number;
          evidence?: NonNullable<Json>;
          file_name: string;
          gathered_through?: number | null;
          header_row: number;
          headers: NonNullable<Json>;
          id?: string;
          is_reread_due?: boolean;
          kept_count?: number;
          mapping: NonNullable<Json>;
          mapping_version?: number;
          pending_count?: number;
          purged_at?: string | null;
          readings?: NonNullable<Json>;
          refreshed_through?: number | null;
          reverted_count?: number;
          row_count?: number;
          sha256: string;
          sheet?: string | null;
          sheets?: Json | null;
          size_bytes: number;
          staff_id: string;
          staged_at?: string | null;
          staged_bytes?: number;
          staged_count?: number;
          staged_through: number;
          status?: Database['public']['Enums']['import_status'];
          unmatched_count?: number;
          updated_at?: string;
        };
        Update: {
          applied_count?: number;
          casino_id?: string;
          checked_through?: number;
          created_at?: string;
          delimiter?: string;
          discarded_at?: string | null;
          encoding?: string;
          error_count?: number;
          evidence?: NonNullable<Json>;
          file_name?: string;
          gathered_through?: number | null;
          header_row?: number;
          headers?: NonNullable<Json>;
          id?: string;
          is_reread_due?: boolean;
          kept_count?: number;
          mapping?: NonNullable<Json>;
          mapping_version?: number;
          pending_count?: number;
          purged_at?: string | null;
          readings?: NonNullable<Json>;
          refreshed_through?: number | null;
          reverted_count?: number;
          row_count?: number;
          sha256?: string;
          sheet?: string | null;
          sheets?: Json | null;
          size_bytes?: number;
          staff_id?: string;
          staged_at?: string | null;
          staged_bytes?: number;
          staged_count?: number;
          staged_through?: number;
          status?: Database['public']['Enums']['import_status'];
          unmatched_count?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'player_import_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'player_import_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      player_import_memory: {
        Row: {
          casino_id: string;
          columns: NonNullable<Json>;
          date_order: string;
          tiers: NonNullable<Json>;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          columns?: NonNullable<Json>;
          date_order: string;
          tiers?: NonNullable<Json>;
          updated_at?: string;
        };
        Update: {
          casino_id?: string;
          columns?: NonNullable<Json>;
          date_order?: string;
          tiers?: NonNullable<Json>;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'player_import_memory_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: true;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      player_import_row: {
        Row: {
          casino_id: string;
          confirmed_at: string | null;
          confirmed_by: string | null;
          confirmed_doubts: string[];
          confirmed_facts: string | null;
          doubts: string[];
          errors: Json | null;
          fault: Json | null;
          has_namesake: boolean;
          id: string;
          import_id: string;
          imported_birth_date: string | null;
          imported_first_name: string | null;
          imported_last_activity_at: string | null;
          imported_last_activity_date: string | null;
          imported_last_name: string | null;
          imported_loyalty_id: string | null;
          imported_player_id: string | null;
          imported_points_balance: number | null;
          imported_tier: string | null;
          loyalty_id_key: string | null;
          person_key: string | null;
          player_id: string | null;
          raw: NonNullable<Json>;
          reconciliation_id: string | null;
          row_number: number;
          search_text: string;
          status: Database['public']['Enums']['import_row_status'];
          tier_code: string | null;
          tier_comparison: Database['public']['Enums']['tier_comparison'];
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          confirmed_at?: string | null;
          confirmed_by?: string | null;
          confirmed_doubts?: string[];
          confirmed_facts?: string | null;
          doubts?: string[];
          errors?: Json | null;
          fault?: Json | null;
          has_namesake?: boolean;
          id?: string;
          import_id: string;
          imported_birth_date?: string | null;
          imported_first_name?: string | null;
          imported_last_activity_at?: string | null;
          imported_last_activity_date?: string | null;
          imported_last_name?: string | null;
          imported_loyalty_id?: string | null;
          imported_player_id?: string | null;
          imported_points_balance?: number | null;
          imported_tier?: string | null;
          loyalty_id_key?: never;
          person_key?: never;
          player_id?: string | null;
          raw: NonNullable<Json>;
          reconciliation_id?: string | null;
          row_number: number;
          search_text?: never;
          status: Database['public']['Enums']['import_row_status'];
          tier_code?: string | null;
          tier_comparison?: Database['public']['Enums']['tier_comparison'];
        };
        Update: {
          casino_id?: string;
          confirmed_at?: string | null;
          confirmed_by?: string | null;
          confirmed_doubts?: string[];
          confirmed_facts?: string | null;
          doubts?: string[];
          errors?: Json | null;
          fault?: Json | null;
          has_namesake?: boolean;
          id?: string;
          import_id?: string;
          imported_birth_date?: string | null;
          imported_first_name?: string | null;
          imported_last_activity_at?: string | null;
          imported_last_activity_date?: string | null;
          imported_last_name?: string | null;
          imported_loyalty_id?: string | null;
          imported_player_id?: string | null;
          imported_points_balance?: number | null;
          imported_tier?: string | null;
          loyalty_id_key?: never;
          person_key?: never;
          player_id?: string | null;
          raw?: NonNullable<Json>;
          reconciliation_id?: string | null;
          row_number?: number;
          search_text?: never;
          status?: Database['public']['Enums']['import_row_status'];
          tier_code?: string | null;
          tier_comparison?: Database['public']['Enums']['tier_comparison'];
        };
        Relationships: [
          {
            foreignKeyName: 'player_import_row_casino_id_import_id_fkey';
            columns: ['casino_id', 'import_id'];
            isOneToOne: false;
            referencedRelation: 'player_import';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_import_row_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_import_row_casino_id_reconciliation_id_fkey';
            columns: ['casino_id', 'reconciliation_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_reconciliation';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      player_loyalty: {
        Row: {
          balance: number;
          casino_id: string;
          entry_count: number;
          last_entry_hash: string | null;
          lifetime_points: number;
          player_id: string;
          starting_balance: Json | null;
          tier: string;
          tier_progress: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          balance?: number;
          casino_id: string;
          entry_count?: number;
          last_entry_hash?: string | null;
          lifetime_points?: number;
          player_id: string;
          starting_balance?: Json | null;
          tier: string;
          tier_progress?: number;
          updated_at?: string;
        };
        Update: {
          balance?: number;
          casino_id?: string;
          entry_count?: number;
          last_entry_hash?: string | null;
          lifetime_points?: number;
          player_id?: string;
          starting_balance?: Json | null;
          tier?: string;
          tier_progress?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'player_loyalty_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: true;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_loyalty_casino_id_tier_fkey';
            columns: ['casino_id', 'tier'];
            isOneToOne: false;
            referencedRelation: 'loyalty_tier';
            referencedColumns: ['casino_id', 'code'];
          },
        ];
      };
      player_note: {
        Row: {
          body: string;
          casino_id: string;
          created_at: string;
          id: string;
          player_id: string;
          staff_id: string;
          strike_reason: string | null;
          struck_at: string | null;
          struck_by_staff_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          casino_id: string;
          created_at?: string;
          id?: string;
          player_id: string;
          staff_id: string;
          strike_reason?: string | null;
          struck_at?: string | null;
          struck_by_staff_id?: string | null;
        };
        Update: {
          body?: string;
          casino_id?: string;
          created_at?: string;
          id?: string;
          player_id?: string;
          staff_id?: string;
          strike_reason?: string | null;
          struck_at?: string | null;
          struck_by_staff_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'player_note_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'player_note_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_note_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_note_casino_id_struck_by_staff_id_fkey';
            columns: ['casino_id', 'struck_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      player_photo: {
        Row: {
          casino_id: string;
          object_name: string;
          photo_id: string;
          player_id: string;
          staff_id: string;
          taken_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          object_name?: never;
          photo_id: string;
          player_id: string;
          staff_id: string;
          taken_at?: string;
          version?: number;
        };
        Update: {
          casino_id?: string;
          object_name?: never;
          photo_id?: string;
          player_id?: string;
          staff_id?: string;
          taken_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'player_photo_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'player_photo_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: true;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_photo_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      player_profile: {
        Row: {
          casino_id: string;
          contact: string | null;
          drink: string | null;
          game: string | null;
          host_id: string | null;
          player_id: string;
          seat: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          contact?: string | null;
          drink?: string | null;
          game?: string | null;
          host_id?: string | null;
          player_id: string;
          seat?: string | null;
          version?: number;
        };
        Update: {
          casino_id?: string;
          contact?: string | null;
          drink?: string | null;
          game?: string | null;
          host_id?: string | null;
          player_id?: string;
          seat?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'player_profile_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'player_profile_casino_id_host_id_fkey';
            columns: ['casino_id', 'host_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'player_profile_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: true;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      point_value: {
        Row: {
          at: string;
          casino_id: string;
          cents_per_1000_points: number;
          from_gaming_day: string;
          id: string;
          set_by_staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          cents_per_1000_points: number;
          from_gaming_day: string;
          id?: string;
          set_by_staff_id: string;
        };
        Update: {
          at?: string;
          casino_id?: string;
          cents_per_1000_points?: number;
          from_gaming_day?: string;
          id?: string;
          set_by_staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'point_value_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      promo_coupon: {
        Row: {
          casino_id: string;
          cleared_at: string | null;
          correlation_id: string;
          expired_at: string | null;
          expires_at: string;
          face_value_cents: number;
          first_issued_at: string | null;
          gaming_day: string;
          id: string;
          issued_at: string;
          issued_by_staff_id: string | null;
          metadata: NonNullable<Json>;
          player_id: string | null;
          promo_program_id: string;
          replace_reason: string | null;
          replaced_at: string | null;
          replaced_by_staff_id: string | null;
          replacement_coupon_id: string | null;
          replaces_coupon_id: string | null;
          required_match_wager_cents: number;
          reward_id: string | null;
          status: Database['public']['Enums']['promo_coupon_status'];
          valid_until: string | null;
          validation_key: string;
          validation_number: string;
          visit_id: string | null;
          void_reason: string | null;
          voided_at: string | null;
          voided_by_staff_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          cleared_at?: string | null;
          correlation_id: string;
          expired_at?: string | null;
          expires_at: string;
          face_value_cents: number;
          first_issued_at?: string | null;
          gaming_day: string;
          id?: string;
          issued_at?: string;
          issued_by_staff_id?: string | null;
          metadata?: NonNullable<Json>;
          player_id?: string | null;
          promo_program_id: string;
          replace_reason?: string | null;
          replaced_at?: string | null;
          replaced_by_staff_id?: string | null;
          replacement_coupon_id?: string | null;
          replaces_coupon_id?: string | null;
          required_match_wager_cents: number;
          reward_id?: string | null;
          status?: Database['public']['Enums']['promo_coupon_status'];
          valid_until?: string | null;
          validation_key: string;
          validation_number: string;
          visit_id?: string | null;
          void_reason?: string | null;
          voided_at?: string | null;
          voided_by_staff_id?: string | null;
        };
        Update: {
          casino_id?: string;
          cleared_at?: string | null;
          correlation_id?: string;
          expired_at?: string | null;
          expires_at?: string;
          face_value_cents?: number;
          first_issued_at?: string | null;
          gaming_day?: string;
          id?: string;
          issued_at?: string;
          issued_by_staff_id?: string | null;
          metadata?: NonNullable<Json>;
          player_id?: string | null;
          promo_program_id?: string;
          replace_reason?: string | null;
          replaced_at?: string | null;
          replaced_by_staff_id?: string | null;
          replacement_coupon_id?: string | null;
          replaces_coupon_id?: string | null;
          required_match_wager_cents?: number;
          reward_id?: string | null;
          status?: Database['public']['Enums']['promo_coupon_status'];
          valid_until?: string | null;
          validation_key?: string;
          validation_number?: string;
          visit_id?: string | null;
          void_reason?: string | null;
          voided_at?: string | null;
          voided_by_staff_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'promo_coupon_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'promo_coupon_casino_id_replacement_coupon_id_fkey';
            columns: ['casino_id', 'replacement_coupon_id'];
            isOneToOne: false;
            referencedRelation: 'promo_coupon';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'promo_coupon_casino_id_replaces_coupon_id_fkey';
            columns: ['casino_id', 'replaces_coupon_id'];
            isOneToOne: false;
            referencedRelation: 'promo_coupon';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'promo_coupon_casino_id_visit_id_fkey';
            columns: ['casino_id', 'visit_id'];
            isOneToOne: false;
            referencedRelation: 'visit';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      promo_day_rollup: {
        Row: {
          casino_id: string;
          closed_at: string;
          ends_at: string;
          expired_count: number;
          expired_face_value_cents: number;
          expired_patron_risk_cents: number;
          gaming_day: string;
          is_open: boolean;
          issued_count: number;
          issued_count_by_hour: number[];
          issued_face_value_cents: number;
          issued_face_value_cents_by_hour: number[];
          issued_patron_risk_cents: number;
          replaced_count: number;
          replaced_face_value_cents: number;
          replaced_patron_risk_cents: number;
          starts_at: string;
          voided_count: number;
          voided_face_value_cents: number;
          voided_patron_risk_cents: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          closed_at?: string;
          ends_at: string;
          expired_count: number;
          expired_face_value_cents: number;
          expired_patron_risk_cents: number;
          gaming_day: string;
          is_open: boolean;
          issued_count: number;
          issued_count_by_hour: number[];
          issued_face_value_cents: number;
          issued_face_value_cents_by_hour: number[];
          issued_patron_risk_cents: number;
          replaced_count: number;
          replaced_face_value_cents: number;
          replaced_patron_risk_cents: number;
          starts_at: string;
          voided_count: number;
          voided_face_value_cents: number;
          voided_patron_risk_cents: number;
        };
        Update: {
          casino_id?: string;
          closed_at?: string;
          ends_at?: string;
          expired_count?: number;
          expired_face_value_cents?: number;
          expired_patron_risk_cents?: number;
          gaming_day?: string;
          is_open?: boolean;
          issued_count?: number;
          issued_count_by_hour?: number[];
          issued_face_value_cents?: number;
          issued_face_value_cents_by_hour?: number[];
          issued_patron_risk_cents?: number;
          replaced_count?: number;
          replaced_face_value_cents?: number;
          replaced_patron_risk_cents?: number;
          starts_at?: string;
          voided_count?: number;
          voided_face_value_cents?: number;
          voided_patron_risk_cents?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'promo_day_rollup_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      promo_program: {
        Row: {
          casino_id: string;
          created_at: string;
          end_at: string | null;
          face_value_cents: number;
          id: string;
          name: string;
          promo_type: Database['public']['Enums']['promo_type_enum'];
          required_match_wager_cents: number;
          start_at: string;
          status: Database['public']['Enums']['promo_program_status'];
          updated_at: string;
          valid_hours: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          end_at?: string | null;
          face_value_cents: number;
          id?: string;
          name: string;
          promo_type: Database['public']['Enums']['promo_type_enum'];
          required_match_wager_cents: number;
          start_at?: string;
          status?: Database['public']['Enums']['promo_program_status'];
          updated_at?: string;
          valid_hours?: number;
          version?: number;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          end_at?: string | null;
          face_value_cents?: number;
          id?: string;
          name?: string;
          promo_type?: Database['public']['Enums']['promo_type_enum'];
          required_match_wager_cents?: number;
          start_at?: string;
          status?: Database['public']['Enums']['promo_program_status'];
          updated_at?: string;
          valid_hours?: number;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'promo_program_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      rating_slip: {
        Row: {
          accrual_status: Database['public']['Enums']['accrual_status'] | null;
          accrual_tried_at: string | null;
          average_bet_cents: number;
          banked_seconds: number;
          banked_theo_x3600: number;
          bet_entry: NonNullable<Json>;
          casino_id: string;
          earn_snapshot: Json | null;
          ended_at: string | null;
          gaming_day: string;
          id: string;
          paused_at: string | null;
          paused_seconds: number;
          player_id: string;
          policy_snapshot: NonNullable<Json>;
          seat: number;
          started_at: string;
          status: Database['public']['Enums']['slip_status'];
          stretches: NonNullable<Json>;
          table_id: string;
          theo_cents: number | null;
          visit_id: string;
        };
        ComputedFields: never;
        Insert: {
          accrual_status?: Database['public']['Enums']['accrual_status'] | null;
          accrual_tried_at?: string | null;
          average_bet_cents: number;
          banked_seconds?: number;
          banked_theo_x3600?: number;
          bet_entry?: NonNullable<Json>;
          casino_id: string;
          earn_snapshot?: Json | null;
          ended_at?: string | null;
          gaming_day: string;
          id?: string;
          paused_at?: string | null;
          paused_seconds?: number;
          player_id: string;
          policy_snapshot: NonNullable<Json>;
          seat: number;
          started_at?: string;
          status?: Database['public']['Enums']['slip_status'];
          stretches?: NonNullable<Json>;
          table_id: string;
          theo_cents?: number | null;
          visit_id: string;
        };
        Update: {
          accrual_status?: Database['public']['Enums']['accrual_status'] | null;
          accrual_tried_at?: string | null;
          average_bet_cents?: number;
          banked_seconds?: number;
          banked_theo_x3600?: number;
          bet_entry?: NonNullable<Json>;
          casino_id?: string;
          earn_snapshot?: Json | null;
          ended_at?: string | null;
          gaming_day?: string;
          id?: string;
          paused_at?: string | null;
          paused_seconds?: number;
          player_id?: string;
          policy_snapshot?: NonNullable<Json>;
          seat?: number;
          started_at?: string;
          status?: Database['public']['Enums']['slip_status'];
          stretches?: NonNullable<Json>;
          table_id?: string;
          theo_cents?: number | null;
          visit_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'rating_slip_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'rating_slip_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'rating_slip_casino_id_table_id_fkey';
            columns: ['casino_id', 'table_id'];
            isOneToOne: false;
            referencedRelation: 'gaming_table';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'rating_slip_casino_id_visit_id_fkey';
            columns: ['casino_id', 'visit_id'];
            isOneToOne: false;
            referencedRelation: 'visit';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      reconciliation_run: {
        Row: {
          action: Database['public']['Enums']['reconciliation_action'];
          after_id: string | null;
          after_import_id: string | null;
          after_row_number: number | null;
          applied_count: number;
          casino_id: string;
          confirm_tier_changed: boolean;
          confirm_unknown_freshness: boolean;
          created_at: string;
          filter: Json | null;
          finished_at: string | null;
          id: string;
          kept_count: number;
          last_import_id: string | null;
          policy: string | null;
          reason: string | null;
          reopened_count: number;
          reverted_count: number;
          reverts_run_id: string | null;
          row_ids: string[] | null;
          skipped_count: number;
          staff_id: string;
          status: Database['public']['Enums']['reconciliation_run_status'];
          total_count: number;
          unready_import_ids: string[];
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          action: Database['public']['Enums']['reconciliation_action'];
          after_id?: string | null;
          after_import_id?: string | null;
          after_row_number?: number | null;
          applied_count?: number;
          casino_id: string;
          confirm_tier_changed?: boolean;
          confirm_unknown_freshness?: boolean;
          created_at?: string;
          filter?: Json | null;
          finished_at?: string | null;
          id?: string;
          kept_count?: number;
          last_import_id?: string | null;
          policy?: string | null;
          reason?: string | null;
          reopened_count?: number;
          reverted_count?: number;
          reverts_run_id?: string | null;
          row_ids?: string[] | null;
          skipped_count?: number;
          staff_id: string;
          status?: Database['public']['Enums']['reconciliation_run_status'];
          total_count: number;
          unready_import_ids?: string[];
          updated_at?: string;
        };
        Update: {
          action?: Database['public']['Enums']['reconciliation_action'];
          after_id?: string | null;
          after_import_id?: string | null;
          after_row_number?: number | null;
          applied_count?: number;
          casino_id?: string;
          confirm_tier_changed?: boolean;
          confirm_unknown_freshness?: boolean;
          created_at?: string;
          filter?: Json | null;
          finished_at?: string | null;
          id?: string;
          kept_count?: number;
          last_import_id?: string | null;
          policy?: string | null;
          reason?: string | null;
          reopened_count?: number;
          reverted_count?: number;
          reverts_run_id?: string | null;
          row_ids?: string[] | null;
          skipped_count?: number;
          staff_id?: string;
          status?: Database['public']['Enums']['reconciliation_run_status'];
          total_count?: number;
          unready_import_ids?: string[];
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'reconciliation_run_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'reconciliation_run_casino_id_reverts_run_id_fkey';
            columns: ['casino_id', 'reverts_run_id'];
            isOneToOne: false;
            referencedRelation: 'reconciliation_run';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'reconciliation_run_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      reward_catalog: {
        Row: {
          casino_id: string;
          code: string;
          created_at: string;
          family: Database['public']['Enums']['reward_family'];
          fulfillment: Database['public']['Enums']['reward_fulfillment'] | null;
          id: string;
          is_active: boolean;
          kind: string;
          metadata: NonNullable<Json>;
          name: string;
          ui_tags: string[] | null;
          updated_at: string;
          updated_by_staff_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          code: string;
          created_at?: string;
          family: Database['public']['Enums']['reward_family'];
          fulfillment?: Database['public']['Enums']['reward_fulfillment'] | null;
          id?: string;
          is_active?: boolean;
          kind: string;
          metadata?: NonNullable<Json>;
          name: string;
          ui_tags?: string[] | null;
          updated_at?: string;
          updated_by_staff_id?: string | null;
          version?: number;
        };
        Update: {
          casino_id?: string;
          code?: string;
          created_at?: string;
          family?: Database['public']['Enums']['reward_family'];
          fulfillment?: Database['public']['Enums']['reward_fulfillment'] | null;
          id?: string;
          is_active?: boolean;
          kind?: string;
          metadata?: NonNullable<Json>;
          name?: string;
          ui_tags?: string[] | null;
          updated_at?: string;
          updated_by_staff_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'reward_catalog_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'reward_catalog_casino_id_updated_by_staff_id_fkey';
            columns: ['casino_id', 'updated_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      reward_eligibility: {
        Row: {
          casino_id: string;
          max_tier: string | null;
          min_points_balance: number | null;
          min_tier: string | null;
          reward_id: string;
          visit_kinds: Database['public']['Enums']['visit_kind'][] | null;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          max_tier?: string | null;
          min_points_balance?: number | null;
          min_tier?: string | null;
          reward_id: string;
          visit_kinds?: Database['public']['Enums']['visit_kind'][] | null;
        };
        Update: {
          casino_id?: string;
          max_tier?: string | null;
          min_points_balance?: number | null;
          min_tier?: string | null;
          reward_id?: string;
          visit_kinds?: Database['public']['Enums']['visit_kind'][] | null;
        };
        Relationships: [
          {
            foreignKeyName: 'reward_eligibility_casino_id_max_tier_fkey';
            columns: ['casino_id', 'max_tier'];
            isOneToOne: false;
            referencedRelation: 'loyalty_tier';
            referencedColumns: ['casino_id', 'code'];
          },
          {
            foreignKeyName: 'reward_eligibility_casino_id_min_tier_fkey';
            columns: ['casino_id', 'min_tier'];
            isOneToOne: false;
            referencedRelation: 'loyalty_tier';
            referencedColumns: ['casino_id', 'code'];
          },
          {
            foreignKeyName: 'reward_eligibility_casino_id_reward_id_fkey';
            columns: ['casino_id', 'reward_id'];
            isOneToOne: true;
            referencedRelation: 'reward_catalog';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      reward_entitlement_tier: {
        Row: {
          benefit: NonNullable<Json>;
          casino_id: string;
          id: string;
          reward_id: string;
          tier: string;
        };
        ComputedFields: never;
        Insert: {
          benefit: NonNullable<Json>;
          casino_id: string;
          id?: string;
          reward_id: string;
          tier: string;
        };
        Update: {
          benefit?: NonNullable<Json>;
          casino_id?: string;
          id?: string;
          reward_id?: string;
          tier?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'reward_entitlement_tier_casino_id_reward_id_fkey';
            columns: ['casino_id', 'reward_id'];
            isOneToOne: false;
            referencedRelation: 'reward_catalog';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'reward_entitlement_tier_casino_id_tier_fkey';
            columns: ['casino_id', 'tier'];
            isOneToOne: false;
            referencedRelation: 'loyalty_tier';
            referencedColumns: ['casino_id', 'code'];
          },
        ];
      };
      reward_limits: {
        Row: {
          casino_id: string;
          cooldown_minutes: number | null;
          id: string;
          max_issues: number;
          requires_note: boolean;
          reward_id: string;
          scope: Database['public']['Enums']['reward_limit_scope'];
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          cooldown_minutes?: number | null;
          id?: string;
          max_issues?: number;
          requires_note?: boolean;
          reward_id: string;
          scope: Database['public']['Enums']['reward_limit_scope'];
        };
        Update: {
          casino_id?: string;
          cooldown_minutes?: number | null;
          id?: string;
          max_issues?: number;
          requires_note?: boolean;
          reward_id?: string;
          scope?: Database['public']['Enums']['reward_limit_scope'];
        };
        Relationships: [
          {
            foreignKeyName: 'reward_limits_casino_id_reward_id_fkey';
            columns: ['casino_id', 'reward_id'];
            isOneToOne: false;
            referencedRelation: 'reward_catalog';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      reward_price_points: {
        Row: {
          allow_overdraw: boolean;
          casino_id: string;
          max_amount_cents: number | null;
          min_amount_cents: number | null;
          points_cost: number | null;
          reward_id: string;
        };
        ComputedFields: never;
        Insert: {
          allow_overdraw?: boolean;
          casino_id: string;
          max_amount_cents?: number | null;
          min_amount_cents?: number | null;
          points_cost?: number | null;
          reward_id: string;
        };
        Update: {
          allow_overdraw?: boolean;
          casino_id?: string;
          max_amount_cents?: number | null;
          min_amount_cents?: number | null;
          points_cost?: number | null;
          reward_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'reward_price_points_casino_id_reward_id_fkey';
            columns: ['casino_id', 'reward_id'];
            isOneToOne: true;
            referencedRelation: 'reward_catalog';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      role_permission: {
        Row: {
          capability: string;
          casino_id: string;
          is_granted: boolean;
          role: Database['public']['Enums']['staff_role'];
        };
        ComputedFields: never;
        Insert: {
          capability: string;
          casino_id: string;
          is_granted: boolean;
          role: Database['public']['Enums']['staff_role'];
        };
        Update: {
          capability?: string;
          casino_id?: string;
          is_granted?: boolean;
          role?: Database['public']['Enums']['staff_role'];
        };
        Relationships: [
          {
            foreignKeyName: 'role_permission_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      seal: {
        Row: {
          casino_id: string;
          entry_count: number;
          gaming_day: string;
          id: string;
          kind: Database['public']['Enums']['seal_kind'];
          previous_seal: string | null;
          root: string;
          sealed_at: string;
          through_id: string | null;
          total_count: number;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          entry_count: number;
          gaming_day: string;
          id?: string;
          kind: Database['public']['Enums']['seal_kind'];
          previous_seal?: string | null;
          root: string;
          sealed_at?: string;
          through_id?: string | null;
          total_count: number;
        };
        Update: {
          casino_id?: string;
          entry_count?: number;
          gaming_day?: string;
          id?: string;
          kind?: Database['public']['Enums']['seal_kind'];
          previous_seal?: string | null;
          root?: string;
          sealed_at?: string;
          through_id?: string | null;
          total_count?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'seal_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      seal_block: {
        Row: {
          block_no: number;
          casino_id: string;
          gaming_day: string;
          hash: string;
          kind: Database['public']['Enums']['seal_kind'];
          last_id: string;
          row_count: number;
        };
        ComputedFields: never;
        Insert: {
          block_no: number;
          casino_id: string;
          gaming_day: string;
          hash: string;
          kind: Database['public']['Enums']['seal_kind'];
          last_id: string;
          row_count: number;
        };
        Update: {
          block_no?: number;
          casino_id?: string;
          gaming_day?: string;
          hash?: string;
          kind?: Database['public']['Enums']['seal_kind'];
          last_id?: string;
          row_count?: number;
        };
        Relationships: [];
      };
      shift: {
        Row: {
          casino_id: string;
          ends_at: string;
          gaming_day: string;
          id: string;
          name: string;
          starts_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          ends_at: string;
          gaming_day: string;
          id: string;
          name: string;
          starts_at: string;
        };
        Update: {
          casino_id?: string;
          ends_at?: string;
          gaming_day?: string;
          id?: string;
          name?: string;
          starts_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'shift_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      shift_pattern: {
        Row: {
          at: string;
          casino_id: string;
          from_gaming_day: string;
          id: string;
          name: string;
          set_by_staff_id: string | null;
          starts_at_local: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          from_gaming_day?: string;
          id?: string;
          name: string;
          set_by_staff_id?: string | null;
          starts_at_local: string;
        };
        Update: {
          at?: string;
          casino_id?: string;
          from_gaming_day?: string;
          id?: string;
          name?: string;
          set_by_staff_id?: string | null;
          starts_at_local?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'shift_pattern_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      staff: {
        Row: {
          casino_id: string;
          created_at: string;
          email: string;
          full_name: string;
          has_choice: boolean;
          id: string;
          is_active: boolean;
          language: string | null;
          licence_expires_on: string | null;
          role: Database['public']['Enums']['staff_role'];
          signed_out_before: string | null;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          email: string;
          full_name: string;
          has_choice?: boolean;
          id?: string;
          is_active?: boolean;
          language?: string | null;
          licence_expires_on?: string | null;
          role: Database['public']['Enums']['staff_role'];
          signed_out_before?: string | null;
          user_id?: string | null;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          email?: string;
          full_name?: string;
          has_choice?: boolean;
          id?: string;
          is_active?: boolean;
          language?: string | null;
          licence_expires_on?: string | null;
          role?: Database['public']['Enums']['staff_role'];
          signed_out_before?: string | null;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'staff_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
        ];
      };
      staff_permission: {
        Row: {
          capability: string;
          casino_id: string;
          is_granted: boolean;
          reason: string;
          staff_id: string;
          through_gaming_day: string;
        };
        ComputedFields: never;
        Insert: {
          capability: string;
          casino_id: string;
          is_granted: boolean;
          reason: string;
          staff_id: string;
          through_gaming_day: string;
        };
        Update: {
          capability?: string;
          casino_id?: string;
          is_granted?: boolean;
          reason?: string;
          staff_id?: string;
          through_gaming_day?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'staff_permission_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      staff_pit: {
        Row: {
          casino_id: string;
          pit_id: string;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          pit_id: string;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          pit_id?: string;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'staff_pit_casino_id_pit_id_fkey';
            columns: ['casino_id', 'pit_id'];
            isOneToOne: false;
            referencedRelation: 'pit';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'staff_pit_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      staff_record: {
        Row: {
          casino_id: string;
          deactivated_at: string | null;
          deactivation_reason: string | null;
          employee_number: string | null;
          last_seen_at: string | null;
          licence_number: string | null;
          staff_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          deactivated_at?: string | null;
          deactivation_reason?: string | null;
          employee_number?: string | null;
          last_seen_at?: string | null;
          licence_number?: string | null;
          staff_id: string;
          updated_at?: string;
        };
        Update: {
          casino_id?: string;
          deactivated_at?: string | null;
          deactivation_reason?: string | null;
          employee_number?: string | null;
          last_seen_at?: string | null;
          licence_number?: string | null;
          staff_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'staff_record_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: true;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      staff_relation: {
        Row: {
          casino_id: string;
          declared_at: string;
          declared_by_staff_id: string;
          end_reason: string | null;
          ended_at: string | null;
          ended_by_staff_id: string | null;
          id: string;
          player_id: string;
          reason: string;
          staff_id: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          declared_at?: string;
          declared_by_staff_id: string;
          end_reason?: string | null;
          ended_at?: string | null;
          ended_by_staff_id?: string | null;
          id?: string;
          player_id: string;
          reason: string;
          staff_id: string;
        };
        Update: {
          casino_id?: string;
          declared_at?: string;
          declared_by_staff_id?: string;
          end_reason?: string | null;
          ended_at?: string | null;
          ended_by_staff_id?: string | null;
          id?: string;
          player_id?: string;
          reason?: string;
          staff_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'staff_relation_casino_id_declared_by_staff_id_fkey';
            columns: ['casino_id', 'declared_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'staff_relation_casino_id_ended_by_staff_id_fkey';
            columns: ['casino_id', 'ended_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'staff_relation_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'staff_relation_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'staff_relation_casino_id_staff_id_fkey';
            columns: ['casino_id', 'staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      table_count: {
        Row: {
          at: string;
          casino_id: string;
          closing_cents: number | null;
          credits_cents: number;
          drop_cents: number;
          fills_cents: number;
          id: string;
          opening_cents: number;
          recorded_by_staff_id: string;
          shift_id: string;
          table_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          casino_id: string;
          closing_cents?: number | null;
          credits_cents: number;
          drop_cents: number;
          fills_cents: number;
          id?: string;
          opening_cents: number;
          recorded_by_staff_id: string;
          shift_id: string;
          table_id: string;
          version?: number;
        };
        Update: {
          at?: string;
          casino_id?: string;
          closing_cents?: number | null;
          credits_cents?: number;
          drop_cents?: number;
          fills_cents?: number;
          id?: string;
          opening_cents?: number;
          recorded_by_staff_id?: string;
          shift_id?: string;
          table_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'table_count_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'table_count_casino_id_shift_id_fkey';
            columns: ['casino_id', 'shift_id'];
            isOneToOne: false;
            referencedRelation: 'shift';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'table_count_casino_id_table_id_fkey';
            columns: ['casino_id', 'table_id'];
            isOneToOne: false;
            referencedRelation: 'gaming_table';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      visit: {
        Row: {
          casino_id: string;
          ended_at: string | null;
          gaming_day: string;
          id: string;
          kind: Database['public']['Enums']['visit_kind'];
          player_id: string;
          started_at: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          ended_at?: string | null;
          gaming_day: string;
          id?: string;
          kind?: Database['public']['Enums']['visit_kind'];
          player_id: string;
          started_at?: string;
        };
        Update: {
          casino_id?: string;
          ended_at?: string | null;
          gaming_day?: string;
          id?: string;
          kind?: Database['public']['Enums']['visit_kind'];
          player_id?: string;
          started_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'visit_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'visit_casino_id_player_id_fkey';
            columns: ['casino_id', 'player_id'];
            isOneToOne: false;
            referencedRelation: 'player';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      webhook_delivery: {
        Row: {
          attempts: number;
          casino_id: string;
          claim_token: string | null;
          claimed_until: string | null;
          created_at: string;
          delivered_at: string | null;
          endpoint_id: string;
          event_id: string;
          id: string;
          last_error: Database['public']['Enums']['webhook_failure'] | null;
          last_status: number | null;
          next_attempt_at: string | null;
          order_key: string;
          seq: number;
          status: Database['public']['Enums']['webhook_delivery_status'];
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          casino_id: string;
          claim_token?: string | null;
          claimed_until?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id: string;
          event_id: string;
          id?: string;
          last_error?: Database['public']['Enums']['webhook_failure'] | null;
          last_status?: number | null;
          next_attempt_at?: string | null;
          order_key: string;
          seq: number;
          status?: Database['public']['Enums']['webhook_delivery_status'];
        };
        Update: {
          attempts?: number;
          casino_id?: string;
          claim_token?: string | null;
          claimed_until?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id?: string;
          event_id?: string;
          id?: string;
          last_error?: Database['public']['Enums']['webhook_failure'] | null;
          last_status?: number | null;
          next_attempt_at?: string | null;
          order_key?: string;
          seq?: number;
          status?: Database['public']['Enums']['webhook_delivery_status'];
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_delivery_casino_id_endpoint_id_fkey';
            columns: ['casino_id', 'endpoint_id'];
            isOneToOne: false;
            referencedRelation: 'webhook_endpoint';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'webhook_delivery_casino_id_event_id_fkey';
            columns: ['casino_id', 'event_id'];
            isOneToOne: false;
            referencedRelation: 'loyalty_outbox';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
      webhook_endpoint: {
        Row: {
          casino_id: string;
          created_at: string;
          created_by_staff_id: string;
          description: string;
          event_types: string[] | null;
          id: string;
          is_active: boolean;
          updated_at: string;
          updated_by_staff_id: string | null;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          casino_id: string;
          created_at?: string;
          created_by_staff_id: string;
          description?: string;
          event_types?: string[] | null;
          id?: string;
          is_active?: boolean;
          updated_at?: string;
          updated_by_staff_id?: string | null;
          url: string;
        };
        Update: {
          casino_id?: string;
          created_at?: string;
          created_by_staff_id?: string;
          description?: string;
          event_types?: string[] | null;
          id?: string;
          is_active?: boolean;
          updated_at?: string;
          updated_by_staff_id?: string | null;
          url?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_endpoint_casino_id_created_by_staff_id_fkey';
            columns: ['casino_id', 'created_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
          {
            foreignKeyName: 'webhook_endpoint_casino_id_fkey';
            columns: ['casino_id'];
            isOneToOne: false;
            referencedRelation: 'casino';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'webhook_endpoint_casino_id_updated_by_staff_id_fkey';
            columns: ['casino_id', 'updated_by_staff_id'];
            isOneToOne: false;
            referencedRelation: 'staff';
            referencedColumns: ['casino_id', 'id'];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      rpc_accrue_missing: { Args: { p_correlation_id?: string; p_idempotency_key: string }; Returns: Json };
      rpc_accrue_on_close: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_rating_slip_id: string };
        Returns: Json;
      };
      rpc_acknowledge_alert: {
        Args: {
          p_correlation_id?: string;
          p_entity_key: string;
          p_gaming_day: string;
          p_idempotency_key: string;
          p_kind: Database['public']['Enums']['alert_kind'];
          p_note?: string;
        };
        Returns: Json;
      };
      rpc_acknowledge_alerts: {
        Args: {
          p_correlation_id?: string;
          p_entity_keys: string[];
          p_gaming_day: string;
          p_idempotency_key: string;
          p_kinds: Database['public']['Enums']['alert_kind'][];
          p_note?: string;
          p_severities: Database['public']['Enums']['alert_severity'][];
        };
        Returns: Json;
      };
      rpc_acknowledge_ctr_batch: {
        Args: {
          p_batch_id?: string;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_is_accepted: boolean;
          p_reports: Json;
        };
        Returns: Json;
      };
      rpc_acknowledge_lens_finding: {
        Args: {
          p_correlation_id?: string;
          p_finding: string;
          p_from: string;
          p_idempotency_key: string;
          p_lens: string;
          p_reason: string;
          p_to: string;
        };
        Returns: Json;
      };
      rpc_acknowledge_lens_findings: {
        Args: {
          p_correlation_id?: string;
          p_findings: string[];
          p_from: string;
          p_idempotency_key: string;
          p_lens: string;
          p_reason: string;
          p_to: string;
        };
        Returns: Json;
      };
      rpc_add_player_note: {
        Args: { p_body: string; p_correlation_id?: string; p_idempotency_key: string; p_player_id: string };
        Returns: Json;
      };
      rpc_apply_reconciliation: {
        Args: {
          p_confirm_unknown_freshness?: boolean;
          p_correlation_id?: string;
          p_filter?: Json;
          p_idempotency_key: string;
          p_policy: string;
          p_row_ids?: string[];
        };
        Returns: Json;
      };
      rpc_approve_by_pin: {
        Args: { p_approval_id: string; p_correlation_id?: string; p_idempotency_key: string; p_try_id: string };
        Returns: Json;
      };
      rpc_begin_audit_export: {
        Args: {
          p_correlation_id?: string;
          p_filter: Json;
          p_filter_sha256: string;
          p_format: string;
          p_idempotency_key: string;
        };
        Returns: Json;
      };
      rpc_begin_exclusion_list: {
        Args: {
          p_correlation_id?: string;
          p_date_order?: string;
          p_file_name: string;
          p_headers: Json;
          p_idempotency_key: string;
          p_sha256: string;
        };
        Returns: Json;
      };
      rpc_begin_player_import: {
        Args: {
          p_allow_duplicate?: boolean;
          p_correlation_id?: string;
          p_delimiter: string;
          p_encoding: string;
          p_file_name: string;
          p_header_row: number;
          p_headers: Json;
          p_idempotency_key: string;
          p_sha256: string;
          p_sheet?: string;
          p_sheets?: Json;
          p_size_bytes: number;
        };
        Returns: Json;
      };
      rpc_check_player_import: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_import_id: string };
        Returns: Json;
      };
      rpc_choose_casino: { Args: { p_casino_id: string; p_correlation_id?: string }; Returns: Json };
      rpc_close_mtl_gaming_day: {
        Args: { p_correlation_id?: string; p_gaming_day: string; p_idempotency_key: string; p_note?: string };
        Returns: Json;
      };
      rpc_close_rating_slip: {
        Args: { p_correlation_id?: string; p_ended_at?: string; p_idempotency_key: string; p_rating_slip_id: string };
        Returns: Json;
      };
      rpc_compliance_waiting: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_confirm_exclusion_proposal: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_proposal_id: string };
        Returns: Json;
      };
      rpc_confirm_import_identity: {
        Args: {
          p_correlation_id?: string;
          p_expected?: Json;
          p_idempotency_key: string;
          p_note?: string;
          p_row_ids: string[];
        };
        Returns: Json;
      };
      rpc_continue_reconciliation_run: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_run_id: string };
        Returns: Json;
      };
      rpc_correct_player: {
        Args: {
          p_birth_date?: string;
          p_confirm_new?: boolean;
          p_correlation_id?: string;
          p_expected_version: number;
          p_first_name?: string;
          p_has_no_birth_date?: boolean;
          p_idempotency_key: string;
          p_last_name?: string;
          p_player_id: string;
          p_reason: string;
        };
        Returns: Json;
      };
      rpc_count_lens_findings: { Args: { p_lens: string }; Returns: Json };
      rpc_count_reconciliations: { Args: { p_filter?: Json }; Returns: Json };
      rpc_create_game: {
        Args: {
          p_correlation_id?: string;
          p_decisions_per_hour: number;
          p_game_type: string;
          p_house_edge: number;
          p_idempotency_key: string;
          p_name: string;
        };
        Returns: Json;
      };
      rpc_create_pit: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_name: string; p_sort_order: number };
        Returns: Json;
      };
      rpc_create_player: {
        Args: {
          p_birth_date?: string;
          p_confirm_new?: boolean;
          p_correlation_id?: string;
          p_first_name: string;
          p_idempotency_key: string;
          p_last_name: string;
          p_loyalty_id?: string;
        };
        Returns: Json;
      };
      rpc_create_promo_program: {
        Args: {
          p_correlation_id?: string;
          p_end_at?: string;
          p_face_value_cents: number;
          p_idempotency_key: string;
          p_name: string;
          p_promo_type: string;
          p_required_match_wager_cents: number;
          p_start_at?: string;
          p_status?: string;
          p_valid_hours?: number;
        };
        Returns: Json;
      };
      rpc_create_table: {
        Args: {
          p_correlation_id?: string;
          p_game_type: string;
          p_idempotency_key: string;
          p_label: string;
          p_max_bet_cents: number;
          p_min_bet_cents: number;
          p_pit_id: string;
          p_seat_count: number;
        };
        Returns: Json;
      };
      rpc_create_webhook_endpoint: {
        Args: {
          p_correlation_id?: string;
          p_description?: string;
          p_event_types?: string[];
          p_idempotency_key: string;
          p_url: string;
        };
        Returns: Json;
      };
      rpc_deactivate_staff: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string; p_reason: string };
        Returns: Json;
      };
      rpc_decide_approval: {
        Args: {
          p_approval_id: string;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_is_approved: boolean;
          p_note?: string;
        };
        Returns: Json;
      };
      rpc_decide_reward_request: {
        Args: {
          p_amount_cents?: number;
          p_approval_id: string;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_is_approved: boolean;
          p_note?: string;
          p_points?: number;
        };
        Returns: Json;
      };
      rpc_declare_relation: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_person_id: string;
          p_player_id: string;
          p_reason: string;
        };
        Returns: Json;
      };
      rpc_delete_audit_filter: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_name: string };
        Returns: Json;
      };
      rpc_discard_player_import: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_import_id: string };
        Returns: Json;
      };
      rpc_dismiss_exclusion_proposal: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_proposal_id: string; p_reason: string };
        Returns: Json;
      };
      rpc_end_relation: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_reason: string; p_relation_id: string };
        Returns: Json;
      };
      rpc_end_visit: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_visit_id: string };
        Returns: Json;
      };
      rpc_enrol_import_players: {
        Args: { p_after_row?: number; p_correlation_id?: string; p_idempotency_key: string; p_import_id: string };
        Returns: Json;
      };
      rpc_exclude_player: {
        Args: {
          p_correlation_id?: string;
          p_ends_at?: string;
          p_idempotency_key: string;
          p_kind: string;
          p_player_id: string;
          p_reason: string;
          p_source_reference?: string;
          p_starts_at?: string;
        };
        Returns: Json;
      };
      rpc_expire_promo_coupons: { Args: { p_correlation_id?: string; p_idempotency_key: string }; Returns: Json };
      rpc_export_ctr_cases: {
        Args: { p_case_ids?: string[]; p_correlation_id?: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_file_ctr_case: {
        Args: { p_bsa_id?: string; p_case_id: string; p_correlation_id?: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_gaming_day_report: { Args: { p_gaming_day?: string; p_shift_id?: string }; Returns: Json };
      rpc_get_audit_choices: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_audit_trace: { Args: { p_correlation_id: string }; Returns: Json };
      rpc_get_authority: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_authority_left: { Args: { p_player_id?: string }; Returns: Json };
      rpc_get_casino_settings: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_ctr_batch: { Args: { p_batch_id: string; p_correlation_id?: string }; Returns: Json };
      rpc_get_ctr_case: { Args: { p_case_id: string; p_correlation_id?: string }; Returns: Json };
      rpc_get_earn_config: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_filing_profile: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_floor: { Args: { p_known_version?: string }; Returns: Json };
      rpc_get_house: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_lens_finding: {
        Args: { p_correlation_id?: string; p_finding: string; p_from: string; p_lens: string; p_to: string };
        Returns: Json;
      };
      rpc_get_me: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_get_pack_sums: {
        Args: { p_above_cents?: number; p_above_points?: number; p_from: string; p_to: string };
        Returns: Json;
      };
      rpc_get_permissions: { Args: { p_correlation_id?: string }; Returns: Json };
      rpc_get_player: { Args: { p_player_id: string }; Returns: Json };
      rpc_get_player_import: { Args: { p_import_id: string }; Returns: Json };
      rpc_get_player_profile: { Args: { p_player_id: string }; Returns: Json };
      rpc_get_posted_report: { Args: { p_gaming_day: string }; Returns: Json };
      rpc_get_promo_coupon: { Args: { p_coupon_id: string }; Returns: Json };
      rpc_get_promo_program: { Args: { p_promo_program_id: string }; Returns: Json };
      rpc_get_rating_slip: { Args: { p_rating_slip_id: string }; Returns: Json };
      rpc_get_recognition: { Args: { p_player_id: string }; Returns: Json };
      rpc_get_reconciliation_row: { Args: { p_row_id: string }; Returns: Json };
      rpc_get_reconciliation_run: { Args: { p_run_id: string }; Returns: Json };
      rpc_get_reward: { Args: { p_reward_id: string }; Returns: Json };
      rpc_get_seal_text: { Args: { p_gaming_day: string; p_kind: string }; Returns: Json };
      rpc_get_seating: { Args: { p_correlation_id?: string; p_player_id: string }; Returns: Json };
      rpc_get_staff: { Args: { p_person_id: string }; Returns: Json };
      rpc_guest_accept_invitation: { Args: { p_correlation_id?: string; p_token: string }; Returns: Json };
      rpc_guest_found_casino: { Args: { p_correlation_id?: string; p_house: Json; p_token: string }; Returns: Json };
      rpc_guest_read_founding: { Args: { p_token: string }; Returns: Json };
      rpc_guest_read_invitation: { Args: { p_token: string }; Returns: Json };
      rpc_guest_read_parked: { Args: { p_token: string }; Returns: Json };
      rpc_guest_read_password_link: { Args: { p_token: string }; Returns: Json };
      rpc_guest_reset_password: {
        Args: { p_correlation_id?: string; p_password: string; p_token: string };
        Returns: Json;
      };
      rpc_guest_settle_sign_in: {
        Args: {
          p_address: string;
          p_correlation_id?: string;
          p_device?: string;
          p_email: string;
          p_failures?: number;
          p_outcome: string;
          p_token: string;
        };
        Returns: Json;
      };
      rpc_guest_try_pin: { Args: { p_correlation_id?: string; p_pin: string; p_token: string }; Returns: Json };
      rpc_guest_try_sign_in: {
        Args: {
          p_address: string;
          p_correlation_id?: string;
          p_device?: string;
          p_email: string;
          p_purpose?: string;
          p_token: string;
        };
        Returns: Json;
      };
      rpc_guest_unlock_session: { Args: { p_correlation_id?: string; p_token: string }; Returns: Json };
      rpc_identify_unknown_patron: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_player_id?: string;
          p_reason: string;
          p_unknown_patron_id: string;
        };
        Returns: Json;
      };
      rpc_invite_staff: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person: Json; p_reason: string };
        Returns: Json;
      };
      rpc_issue_mid_session_reward: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_note?: string;
          p_override?: boolean;
          p_points: number;
          p_rating_slip_id: string;
          p_reason: string;
        };
        Returns: Json;
      };
      rpc_issue_promo_coupon: {
        Args: {
          p_confirm_above_theo?: boolean;
          p_correlation_id?: string;
          p_expires_at?: string;
          p_idempotency_key: string;
          p_player_id?: string;
          p_promo_program_id: string;
          p_validation_number?: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_issue_reward: {
        Args: {
          p_amount_cents?: number;
          p_correlation_id?: string;
          p_expected_face_value_cents?: number;
          p_expected_points_cost?: number;
          p_expected_required_match_wager_cents?: number;
          p_expected_valid_hours?: number;
          p_idempotency_key: string;
          p_note?: string;
          p_player_id: string;
          p_rating_slip_id?: string;
          p_reward_id: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_lift_player_exclusion: {
        Args: { p_correlation_id?: string; p_exclusion_id: string; p_idempotency_key: string; p_reason: string };
        Returns: Json;
      };
      rpc_list_approvals: {
        Args: { p_before_approval_id?: string; p_correlation_id?: string; p_is_pending?: boolean; p_limit?: number };
        Returns: Json;
      };
      rpc_list_approvers: { Args: { p_approval_id: string }; Returns: Json };
      rpc_list_audit: { Args: { p_before_id?: string; p_filter?: Json; p_limit?: number }; Returns: Json };
      rpc_list_audit_filters: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_ctr_batches: { Args: { p_before_batch_id?: string; p_limit?: number }; Returns: Json };
      rpc_list_ctr_cases: {
        Args: {
          p_before_case_id?: string;
          p_gaming_day?: string;
          p_is_waiting?: boolean;
          p_limit?: number;
          p_status?: string;
        };
        Returns: Json;
      };
      rpc_list_day_rules: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_exclusion_hits: {
        Args: { p_before_hit_id?: string; p_is_reviewed?: boolean; p_limit?: number; p_player_id?: string };
        Returns: Json;
      };
      rpc_list_exclusion_lists: { Args: { p_before_list_id?: string; p_limit?: number }; Returns: Json };
      rpc_list_exclusion_proposals: {
        Args: { p_before_proposal_id?: string; p_correlation_id?: string; p_limit?: number; p_status?: string };
        Returns: Json;
      };
      rpc_list_exclusions: {
        Args: {
          p_before_exclusion_id?: string;
          p_correlation_id?: string;
          p_has_hits?: boolean;
          p_is_in_force?: boolean;
          p_kind?: string;
          p_limit?: number;
          p_player_id?: string;
        };
        Returns: Json;
      };
      rpc_list_held_slips: { Args: { p_before_slip_id?: string; p_limit?: number }; Returns: Json };
      rpc_list_hosts: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_import_report: { Args: { p_after_row?: number; p_import_id: string; p_limit?: number }; Returns: Json };
      rpc_list_ledger_entries: {
        Args: {
          p_before_entry_no?: number;
          p_from_gaming_day?: string;
          p_limit?: number;
          p_player_id: string;
          p_reason?: string;
          p_to_gaming_day?: string;
        };
        Returns: Json;
      };
      rpc_list_lens_findings: {
        Args: {
          p_correlation_id?: string;
          p_from?: string;
          p_lens: string;
          p_to?: string;
          p_with_acknowledged?: boolean;
        };
        Returns: Json;
      };
      rpc_list_loyalty_tiers: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_mtl_entries: {
        Args: {
          p_area?: string;
          p_before_entry_id?: string;
          p_correlation_id?: string;
          p_direction?: string;
          p_gaming_day?: string;
          p_is_after_close?: boolean;
          p_kind?: string;
          p_limit?: number;
          p_player_id?: string;
          p_table_id?: string;
          p_unknown_patron_id?: string;
        };
        Returns: Json;
      };
      rpc_list_my_casinos: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_pack_cash_log: {
        Args: { p_after_id?: string; p_from: string; p_limit?: number; p_to: string };
        Returns: Json;
      };
      rpc_list_pack_ledger: {
        Args: { p_after_entry_no?: number; p_after_player_id?: string; p_from: string; p_limit?: number; p_to: string };
        Returns: Json;
      };
      rpc_list_pack_rows: {
        Args: {
          p_above_cents?: number;
          p_above_points?: number;
          p_after_id?: string;
          p_from: string;
          p_limit?: number;
          p_table: string;
          p_to: string;
        };
        Returns: Json;
      };
      rpc_list_pits: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_player_import_rows: {
        Args: { p_after_row?: number; p_import_id: string; p_limit?: number; p_status?: string };
        Returns: Json;
      };
      rpc_list_player_imports: { Args: { p_before_import_id?: string; p_limit?: number }; Returns: Json };
      rpc_list_player_notes: {
        Args: { p_before_note_id?: string; p_limit?: number; p_player_id: string };
        Returns: Json;
      };
      rpc_list_player_values: {
        Args: { p_after_player_id?: string; p_days?: number; p_limit?: number; p_player_id?: string; p_sort?: string };
        Returns: Json;
      };
      rpc_list_player_visits: {
        Args: { p_before_visit_id?: string; p_limit?: number; p_player_id: string };
        Returns: Json;
      };
      rpc_list_point_values: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_promo_coupons: {
        Args: {
          p_before_coupon_id?: string;
          p_limit?: number;
          p_player_id?: string;
          p_promo_program_id?: string;
          p_status?: string;
          p_validation_number?: string;
        };
        Returns: Json;
      };
      rpc_list_promo_programs: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_reconciliation_runs: { Args: { p_before_run_id?: string; p_limit?: number }; Returns: Json };
      rpc_list_reconciliations: {
        Args: { p_after_row_id?: string; p_filter?: Json; p_limit?: number; p_sort?: string };
        Returns: Json;
      };
      rpc_list_relations: { Args: { p_player_id: string }; Returns: Json };
      rpc_list_reward_offers: { Args: { p_player_id: string; p_visit_id?: string }; Returns: Json };
      rpc_list_reward_requests: { Args: { p_is_pending?: boolean }; Returns: Json };
      rpc_list_rewards: { Args: { p_is_active?: boolean }; Returns: Json };
      rpc_list_run_results: { Args: { p_after_id?: string; p_limit?: number; p_run_id: string }; Returns: Json };
      rpc_list_seals: { Args: { p_from?: string; p_kind?: string; p_to?: string }; Returns: Json };
      rpc_list_shift_patterns: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_list_slip_rewards: { Args: { p_rating_slip_id: string }; Returns: Json };
      rpc_list_staff: {
        Args: {
          p_after_id?: string;
          p_in_role?: string;
          p_licence_state?: string;
          p_limit?: number;
          p_pit_id?: string;
          p_search?: string;
          p_state?: string;
        };
        Returns: Json;
      };
      rpc_list_webhook_deliveries: {
        Args: { p_before_id?: string; p_limit?: number; p_status?: string };
        Returns: Json;
      };
      rpc_list_webhook_endpoints: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_loyalty_drift: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_make_pack: {
        Args: {
          p_above_cents?: number;
          p_above_points?: number;
          p_correlation_id?: string;
          p_from: string;
          p_idempotency_key: string;
          p_to: string;
        };
        Returns: Json;
      };
      rpc_make_password_link: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string; p_reason: string };
        Returns: Json;
      };
      rpc_make_staff_link: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string };
        Returns: Json;
      };
      rpc_map_player_import: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_import_id: string; p_mapping: Json };
        Returns: Json;
      };
      rpc_move_rating_slip: {
        Args: {
          p_confirm_above_maximum?: boolean;
          p_confirm_excluded?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_rating_slip_id: string;
          p_seat: number;
          p_table_id: string;
        };
        Returns: Json;
      };
      rpc_mtl_day_version: { Args: { p_gaming_day?: string }; Returns: Json };
      rpc_mtl_gaming_day_summary: { Args: { p_gaming_day?: string }; Returns: Json };
      rpc_note_second_factor: { Args: { p_correlation_id?: string; p_idempotency_key: string }; Returns: Json };
      rpc_open_rating_slip: {
        Args: {
          p_average_bet_cents: number;
          p_confirm_above_maximum?: boolean;
          p_confirm_excluded?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_player_id?: string;
          p_seat: number;
          p_table_id: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_park_session: { Args: { p_correlation_id?: string; p_idempotency_key: string }; Returns: Json };
      rpc_pause_rating_slip: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_rating_slip_id: string };
        Returns: Json;
      };
      rpc_player_balance_history: { Args: { p_days?: number; p_player_id: string }; Returns: Json };
      rpc_post_correction: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_note: string;
          p_player_id: string;
          p_points: number;
        };
        Returns: Json;
      };
      rpc_preview_day_rule: {
        Args: { p_from_gaming_day: string; p_gaming_day_start: string; p_time_zone: string };
        Returns: Json;
      };
      rpc_preview_mtl_entry: {
        Args: {
          p_amount_cents?: number;
          p_kind: string;
          p_occurred_at?: string;
          p_player_id?: string;
          p_tender: string;
          p_unknown_patron_id?: string;
        };
        Returns: Json;
      };
      rpc_preview_reconciliation: { Args: { p_filter: Json }; Returns: Json };
      rpc_preview_reward: { Args: { p_reward_id: string }; Returns: Json };
      rpc_preview_slip_close: { Args: { p_ended_at?: string; p_rating_slip_id: string }; Returns: Json };
      rpc_promo_coupon_inventory: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_promo_exposure_rollup: { Args: { p_gaming_day?: string; p_shift_id?: string }; Returns: Json };
      rpc_reactivate_staff: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string };
        Returns: Json;
      };
      rpc_read_exclusion_list: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_is_last: boolean;
          p_list_id: string;
          p_rows: Json;
          p_through: number;
        };
        Returns: Json;
      };
      rpc_record_mtl_entry: {
        Args: {
          p_agent_of_player_id?: string;
          p_amount_cents: number;
          p_area?: string;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_kind: string;
          p_note?: string;
          p_occurred_at?: string;
          p_player_id?: string;
          p_rating_slip_id?: string;
          p_shared_with?: Json;
          p_table_id?: string;
          p_tender: string;
          p_unknown_patron?: Json;
          p_unknown_patron_id?: string;
        };
        Returns: Json;
      };
      rpc_record_sign_out: { Args: { p_address: string; p_correlation_id?: string }; Returns: Json };
      rpc_record_table_count: {
        Args: {
          p_closing_cents?: number;
          p_correlation_id?: string;
          p_credits_cents: number;
          p_drop_cents: number;
          p_expected_version?: number;
          p_fills_cents: number;
          p_idempotency_key: string;
          p_opening_cents: number;
          p_shift_id: string;
          p_table_id: string;
        };
        Returns: Json;
      };
      rpc_redeem_points: {
        Args: {
          p_amount_cents?: number;
          p_correlation_id?: string;
          p_expected_points_cost?: number;
          p_idempotency_key: string;
          p_note?: string;
          p_player_id: string;
          p_rating_slip_id?: string;
          p_reward_id: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_redeliver_dead_letters: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_until: string };
        Returns: Json;
      };
      rpc_redeliver_webhook_delivery: {
        Args: { p_correlation_id?: string; p_delivery_id: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_remove_player_photo: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_player_id: string };
        Returns: Json;
      };
      rpc_reopen_rating_slip: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_note: string; p_rating_slip_id: string };
        Returns: Json;
      };
      rpc_replace_loyalty_tiers: {
        Args: { p_correlation_id?: string; p_expected_version: string; p_idempotency_key: string; p_tiers: Json };
        Returns: Json;
      };
      rpc_replace_promo_coupon: {
        Args: {
          p_correlation_id?: string;
          p_coupon_id: string;
          p_expires_at?: string;
          p_idempotency_key: string;
          p_reason?: string;
          p_validation_number?: string;
        };
        Returns: Json;
      };
      rpc_request_comp: {
        Args: {
          p_amount_cents?: number;
          p_correlation_id?: string;
          p_expected_face_value_cents?: number;
          p_expected_points_cost?: number;
          p_expected_required_match_wager_cents?: number;
          p_expected_valid_hours?: number;
          p_idempotency_key: string;
          p_note: string;
          p_player_id: string;
          p_rating_slip_id?: string;
          p_reward_id: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_request_coupon: {
        Args: {
          p_correlation_id?: string;
          p_expires_at?: string;
          p_idempotency_key: string;
          p_note: string;
          p_player_id?: string;
          p_promo_program_id: string;
          p_validation_number?: string;
          p_visit_id?: string;
        };
        Returns: Json;
      };
      rpc_request_permission_change: {
        Args: { p_changes: Json; p_correlation_id?: string; p_idempotency_key: string; p_reason: string };
        Returns: Json;
      };
      rpc_request_reward: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_note: string;
          p_points: number;
          p_rating_slip_id: string;
          p_reason: string;
        };
        Returns: Json;
      };
      rpc_reset_second_factor: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string; p_reason: string };
        Returns: Json;
      };
      rpc_resume_rating_slip: {
        Args: {
          p_confirm_excluded?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_rating_slip_id: string;
        };
        Returns: Json;
      };
      rpc_reverse_entry: {
        Args: { p_correlation_id?: string; p_entry_id: string; p_idempotency_key: string; p_note: string };
        Returns: Json;
      };
      rpc_revert_reconciliation: {
        Args: {
          p_confirm_tier_changed?: boolean;
          p_correlation_id?: string;
          p_id: string;
          p_idempotency_key: string;
          p_reason: string;
        };
        Returns: Json;
      };
      rpc_revert_reconciliation_run: {
        Args: {
          p_confirm_tier_changed?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_reason: string;
          p_run_id: string;
        };
        Returns: Json;
      };
      rpc_review_exclusion_hit: {
        Args: { p_correlation_id?: string; p_hit_id: string; p_idempotency_key: string; p_note?: string };
        Returns: Json;
      };
      rpc_rotate_webhook_secret: {
        Args: { p_correlation_id?: string; p_endpoint_id: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_save_audit_filter: {
        Args: {
          p_correlation_id?: string;
          p_filter: Json;
          p_idempotency_key: string;
          p_name: string;
          p_replaces?: string;
        };
        Returns: Json;
      };
      rpc_save_player_profile: {
        Args: {
          p_contact?: string;
          p_correlation_id?: string;
          p_drink?: string;
          p_expected_version: number;
          p_game?: string;
          p_host_id?: string;
          p_idempotency_key: string;
          p_player_id: string;
          p_seat?: string;
        };
        Returns: Json;
      };
      rpc_search_players: {
        Args: {
          p_after_player_id?: string;
          p_in_house?: boolean;
          p_limit?: number;
          p_not_visited_for_days?: number;
          p_query?: string;
          p_tier?: string;
          p_visited_within_days?: number;
        };
        Returns: Json;
      };
      rpc_set_authority_limit: {
        Args: {
          p_correlation_id?: string;
          p_expected_version: number;
          p_idempotency_key: string;
          p_limits: Json;
          p_of_role?: string;
          p_of_staff_id?: string;
        };
        Returns: Json;
      };
      rpc_set_day_rule: {
        Args: {
          p_correlation_id?: string;
          p_from_gaming_day: string;
          p_gaming_day_start: string;
          p_idempotency_key: string;
          p_time_zone: string;
        };
        Returns: Json;
      };
      rpc_set_game_rate: {
        Args: {
          p_correlation_id?: string;
          p_decisions_per_hour: number;
          p_from_gaming_day: string;
          p_game_id: string;
          p_house_edge: number;
          p_idempotency_key: string;
        };
        Returns: Json;
      };
      rpc_set_language: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_language: string };
        Returns: Json;
      };
      rpc_set_pin: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_pin: string; p_proof_session?: string };
        Returns: Json;
      };
      rpc_set_player_photo: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_photo_id: string; p_player_id: string };
        Returns: Json;
      };
      rpc_set_player_tier: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_player_id: string;
          p_reason: string;
          p_tier: string;
        };
        Returns: Json;
      };
      rpc_set_point_value: {
        Args: {
          p_cents_per_1000_points: number;
          p_correlation_id?: string;
          p_from_gaming_day: string;
          p_idempotency_key: string;
        };
        Returns: Json;
      };
      rpc_set_shift_pattern: {
        Args: { p_correlation_id?: string; p_from_gaming_day: string; p_idempotency_key: string; p_shifts: Json };
        Returns: Json;
      };
      rpc_set_table_limits: {
        Args: {
          p_correlation_id?: string;
          p_expected_updated_at?: string;
          p_idempotency_key: string;
          p_max_bet_cents: number;
          p_min_bet_cents: number;
          p_table_id: string;
        };
        Returns: Json;
      };
      rpc_set_table_status: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_status: string; p_table_id: string };
        Returns: Json;
      };
      rpc_settle_rating_slip: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_note: string; p_rating_slip_id: string };
        Returns: Json;
      };
      rpc_shift_alerts: { Args: { p_gaming_day?: string }; Returns: Json };
      rpc_shift_dashboard: { Args: { p_gaming_day?: string; p_shift_id?: string }; Returns: Json };
      rpc_sign_out_everywhere: { Args: { p_correlation_id?: string; p_idempotency_key: string }; Returns: Json };
      rpc_sign_out_staff: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string };
        Returns: Json;
      };
      rpc_stage_player_import: {
        Args: {
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_import_id: string;
          p_is_last: boolean;
          p_rows: Json;
          p_staged_bytes: number;
          p_through: number;
        };
        Returns: Json;
      };
      rpc_stamp_last_seen: { Args: { p_correlation_id?: string }; Returns: Json };
      rpc_start_visit: {
        Args: {
          p_confirm_excluded?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_kind?: Database['public']['Enums']['visit_kind'];
          p_player_id: string;
        };
        Returns: Json;
      };
      rpc_stop_reconciliation_run: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_run_id: string };
        Returns: Json;
      };
      rpc_strike_player_note: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_note_id: string; p_reason: string };
        Returns: Json;
      };
      rpc_take_back_reward: {
        Args: { p_correlation_id?: string; p_entry_id: string; p_idempotency_key: string; p_note: string };
        Returns: Json;
      };
      rpc_try_approver_pin: {
        Args: {
          p_approval_id: string;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_person_id: string;
          p_pin: string;
        };
        Returns: Json;
      };
      rpc_update_average_bet: {
        Args: {
          p_average_bet_cents: number;
          p_confirm_above_maximum?: boolean;
          p_correlation_id?: string;
          p_idempotency_key: string;
          p_rating_slip_id: string;
          p_replaces_last?: boolean;
        };
        Returns: Json;
      };
      rpc_update_casino_settings: {
        Args: { p_changes: Json; p_correlation_id?: string; p_expected_updated_at?: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_update_ctr_case: {
        Args: {
          p_case_id: string;
          p_changes: Json;
          p_correlation_id?: string;
          p_expected_version?: number;
          p_idempotency_key: string;
        };
        Returns: Json;
      };
      rpc_update_earn_config: {
        Args: {
          p_correlation_id?: string;
          p_default_point_multiplier: number;
          p_expected_version: number;
          p_idempotency_key: string;
          p_is_active: boolean;
          p_points_per_theo: number;
          p_rounding_policy: string;
        };
        Returns: Json;
      };
      rpc_update_filing_profile: {
        Args: { p_changes: Json; p_correlation_id?: string; p_expected_version?: number; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_update_pit: {
        Args: {
          p_correlation_id?: string;
          p_expected_updated_at?: string;
          p_idempotency_key: string;
          p_name: string;
          p_pit_id: string;
          p_sort_order: number;
        };
        Returns: Json;
      };
      rpc_update_promo_program: {
        Args: {
          p_correlation_id?: string;
          p_end_at?: string;
          p_expected_version?: number;
          p_face_value_cents?: number;
          p_has_no_end?: boolean;
          p_idempotency_key: string;
          p_name?: string;
          p_promo_program_id: string;
          p_required_match_wager_cents?: number;
          p_start_at?: string;
          p_status?: string;
          p_valid_hours?: number;
        };
        Returns: Json;
      };
      rpc_update_staff: {
        Args: {
          p_changes: Json;
          p_correlation_id?: string;
          p_expected_updated_at?: string;
          p_idempotency_key: string;
          p_person_id: string;
        };
        Returns: Json;
      };
      rpc_update_table: {
        Args: {
          p_correlation_id?: string;
          p_expected_updated_at?: string;
          p_game_type: string;
          p_idempotency_key: string;
          p_label: string;
          p_max_bet_cents: number;
          p_min_bet_cents: number;
          p_pit_id: string;
          p_seat_count: number;
          p_table_id: string;
        };
        Returns: Json;
      };
      rpc_update_webhook_endpoint: {
        Args: {
          p_correlation_id?: string;
          p_description?: string;
          p_endpoint_id: string;
          p_event_types?: string[];
          p_idempotency_key: string;
          p_is_active?: boolean;
          p_url?: string;
        };
        Returns: Json;
      };
      rpc_upsert_reward: {
        Args: {
          p_correlation_id?: string;
          p_expected_version?: number;
          p_idempotency_key: string;
          p_reward: Json;
          p_reward_id?: string;
        };
        Returns: Json;
      };
      rpc_verify_ledger_since_seal: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_verify_loyalty_ledger: { Args: { p_player_id?: string }; Returns: Json };
      rpc_void_mtl_entry: {
        Args: { p_correlation_id?: string; p_entry_id: string; p_idempotency_key: string; p_reason: string };
        Returns: Json;
      };
      rpc_void_promo_coupon: {
        Args: { p_correlation_id?: string; p_coupon_id: string; p_idempotency_key: string; p_reason: string };
        Returns: Json;
      };
      rpc_withdraw_approval: {
        Args: { p_approval_id: string; p_correlation_id?: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_withdraw_reward_request: {
        Args: { p_approval_id: string; p_correlation_id?: string; p_idempotency_key: string };
        Returns: Json;
      };
      rpc_withdraw_staff_link: {
        Args: { p_correlation_id?: string; p_idempotency_key: string; p_person_id: string };
        Returns: Json;
      };
      rpc_worker_accrue_missing: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_claim_deliveries: {
        Args: { p_lease_seconds?: number; p_limit?: number; p_per_endpoint?: number };
        Returns: Json;
      };
      rpc_worker_close_promo_days: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_end_visits: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_expire_promo_coupons: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_fan_out_events: { Args: { p_limit?: number }; Returns: Json };
      rpc_worker_list_unnamed_photos: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_plan_shifts: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_post_reports: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_purge_deliveries: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_report_delivery: {
        Args: {
          p_casino_id: string;
          p_claim_token: string;
          p_delivery_id: string;
          p_error?: string;
          p_http_status?: number;
          p_retry_after_seconds?: number;
        };
        Returns: Json;
      };
      rpc_worker_seal_days: { Args: Record<PropertyKey, never>; Returns: Json };
      rpc_worker_tend_imports: { Args: Record<PropertyKey, never>; Returns: Json };
    };
    Enums: {
      accrual_status: 'pending' | 'posted' | 'none' | 'held';
      alert_kind:
        | 'table_idle'
        | 'slip_duration'
        | 'pause_duration'
        | 'drop_anomaly'
        | 'promo_issuance_spike'
        | 'promo_void_rate'
        | 'promo_replacement_rate'
        | 'outstanding_aging'
        | 'expiring_soon'
        | 'points_by_issuer'
        | 'points_to_player';
      alert_severity: 'none' | 'warn' | 'critical';
      approval_status: 'pending' | 'approved' | 'refused' | 'withdrawn' | 'lapsed';
      ctr_case_status: 'open' | 'information_missing' | 'ready' | 'filed' | 'not_required';
      ctr_filing_kind: 'initial' | 'amendment';
      ctr_person_role: 'own_behalf' | 'for_another' | 'on_behalf';
      exclusion_kind: 'self' | 'barred' | 'responsible_gaming';
      exclusion_proposal_status: 'proposed' | 'confirmed' | 'dismissed';
      import_row_status: 'staged' | 'error' | 'pending' | 'applied' | 'kept' | 'reverted';
      import_status: 'staging' | 'mapping' | 'checking' | 'ready' | 'discarded';
      lens: 'cash' | 'insider';
      lens_kind:
        | 'under_step'
        | 'in_out_alike'
        | 'same_description'
        | 'chip_walk'
        | 'own_past_in'
        | 'own_past_out'
        | 'patron_share'
        | 'outside_usual'
        | 'void_after_play'
        | 'replace_chain'
        | 'dormant_account'
        | 'staff_namesake'
        | 'overrides'
        | 'overrides_own_past';
      lens_row_type: 'mtl_entry' | 'loyalty_ledger' | 'promo_coupon';
      loyalty_reason:
        | 'mid_session_bonus'
        | 'supervisor_discretion'
        | 'promotion'
        | 'correction'
        | 'session_accrual'
        | 'redemption'
        | 'reversal';
      mtl_area: 'pit' | 'cage' | 'slots';
      mtl_direction: 'in' | 'out';
      mtl_kind:
        | 'chip_purchase'
        | 'front_money_in'
        | 'safekeeping_in'
        | 'marker_payment'
        | 'cash_bet'
        | 'money_play_rebet'
        | 'cheque_purchase'
        | 'wire_in'
        | 'exchange_in'
        | 'chip_redemption'
        | 'front_money_out'
        | 'safekeeping_out'
        | 'marker_advance'
        | 'payout'
        | 'money_play_return'
        | 'cheque_cashing'
        | 'wire_out'
        | 'exchange_out'
        | 'cash_comp'
        | 'prize'
        | 'jackpot_hand_pay';
      mtl_level: 'none' | 'watchlist' | 'near_ctr' | 'ctr';
      mtl_party_role: 'principal' | 'joint';
      mtl_tender: 'currency' | 'chips' | 'ticket' | 'cheque' | 'wire' | 'card' | 'other';
      promo_coupon_status: 'issued' | 'voided' | 'replaced' | 'expired' | 'cleared';
      promo_program_status: 'active' | 'inactive';
      promo_type_enum: 'match_play' | 'free_play';
      reconciliation_action: 'apply' | 'revert';
      reconciliation_outcome: 'applied' | 'kept' | 'reverted' | 'reopened' | 'skipped';
      reconciliation_run_status: 'running' | 'finished' | 'stopped';
      reward_family: 'points_comp' | 'entitlement';
      reward_fulfillment: 'immediate' | 'voucher' | 'external';
      reward_limit_scope: 'per_visit' | 'per_gaming_day' | 'per_week' | 'per_month';
      rounding_policy: 'floor' | 'nearest' | 'ceil';
      seal_kind: 'ledger' | 'audit' | 'mtl';
      slip_status: 'open' | 'paused' | 'closed';
      staff_role: 'dealer' | 'pit_boss' | 'cashier' | 'loyalty_manager' | 'compliance' | 'admin';
      table_status: 'open' | 'closed';
      tier_change_source: 'earned' | 'reversal' | 'reconciliation' | 'reconciliation_revert' | 'manager';
      tier_comparison: 'upgrade' | 'lower' | 'same' | 'none';
      visit_kind: 'rated' | 'unrated';
      webhook_delivery_status: 'pending' | 'delivered' | 'dead';
      webhook_failure:
        | 'http_status'
        | 'redirected'
        | 'no_answer'
        | 'name_not_found'
        | 'worker_stopped'
        | 'worker_lost'
        | 'own_machine'
        | 'address_refused';
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      accrual_status: ['pending', 'posted', 'none', 'held'],
      alert_kind: [
        'table_idle',
        'slip_duration',
        'pause_duration',
        'drop_anomaly',
        'promo_issuance_spike',
        'promo_void_rate',
        'promo_replacement_rate',
        'outstanding_aging',
        'expiring_soon',
        'points_by_issuer',
        'points_to_player',
      ],
      alert_severity: ['none', 'warn', 'critical'],
      approval_status: ['pending', 'approved', 'refused', 'withdrawn', 'lapsed'],
      ctr_case_status: ['open', 'information_missing', 'ready', 'filed', 'not_required'],
      ctr_filing_kind: ['initial', 'amendment'],
      ctr_person_role: ['own_behalf', 'for_another', 'on_behalf'],
      exclusion_kind: ['self', 'barred', 'responsible_gaming'],
      exclusion_proposal_status: ['proposed', 'confirmed', 'dismissed'],
      import_row_status: ['staged', 'error', 'pending', 'applied', 'kept', 'reverted'],
      import_status: ['staging', 'mapping', 'checking', 'ready', 'discarded'],
      lens: ['cash', 'insider'],
      lens_kind: [
        'under_step',
        'in_out_alike',
        'same_description',
        'chip_walk',
        'own_past_in',
        'own_past_out',
        'patron_share',
        'outside_usual',
        'void_after_play',
        'replace_chain',
        'dormant_account',
        'staff_namesake',
        'overrides',
        'overrides_own_past',
      ],
      lens_row_type: ['mtl_entry', 'loyalty_ledger', 'promo_coupon'],
      loyalty_reason: [
        'mid_session_bonus',
        'supervisor_discretion',
        'promotion',
        'correction',
        'session_accrual',
        'redemption',
        'reversal',
      ],
      mtl_area: ['pit', 'cage', 'slots'],
      mtl_direction: ['in', 'out'],
      mtl_kind: [
        'chip_purchase',
        'front_money_in',
        'safekeeping_in',
        'marker_payment',
        'cash_bet',
        'money_play_rebet',
        'cheque_purchase',
        'wire_in',
        'exchange_in',
        'chip_redemption',
        'front_money_out',
        'safekeeping_out',
        'marker_advance',
        'payout',
        'money_play_return',
        'cheque_cashing',
        'wire_out',
        'exchange_out',
        'cash_comp',
        'prize',
        'jackpot_hand_pay',
      ],
      mtl_level: ['none', 'watchlist', 'near_ctr', 'ctr'],
      mtl_party_role: ['principal', 'joint'],
      mtl_tender: ['currency', 'chips', 'ticket', 'cheque', 'wire', 'card', 'other'],
      promo_coupon_status: ['issued', 'voided', 'replaced', 'expired', 'cleared'],
      promo_program_status: ['active', 'inactive'],
      promo_type_enum: ['match_play', 'free_play'],
      reconciliation_action: ['apply', 'revert'],
      reconciliation_outcome: ['applied', 'kept', 'reverted', 'reopened', 'skipped'],
      reconciliation_run_status: ['running', 'finished', 'stopped'],
      reward_family: ['points_comp', 'entitlement'],
      reward_fulfillment: ['immediate', 'voucher', 'external'],
      reward_limit_scope: ['per_visit', 'per_gaming_day', 'per_week', 'per_month'],
      rounding_policy: ['floor', 'nearest', 'ceil'],
      seal_kind: ['ledger', 'audit', 'mtl'],
      slip_status: ['open', 'paused', 'closed'],
      staff_role: ['dealer', 'pit_boss', 'cashier', 'loyalty_manager', 'compliance', 'admin'],
      table_status: ['open', 'closed'],
      tier_change_source: ['earned', 'reversal', 'reconciliation', 'reconciliation_revert', 'manager'],
      tier_comparison: ['upgrade', 'lower', 'same', 'none'],
      visit_kind: ['rated', 'unrated'],
      webhook_delivery_status: ['pending', 'delivered', 'dead'],
      webhook_failure: [
        'http_status',
        'redirected',
        'no_answer',
        'name_not_found',
        'worker_stopped',
        'worker_lost',
        'own_machine',
        'address_refused',
      ],
    },
  },
} as const;
