package io.migretti.benchmarks.jmh;

/** A table as {@code pg_dump --schema-only} writes it. */
final class SchemaDump {

    private SchemaDump() {}

    static String table(int number) {
        return """
                --
                -- Name: t%1$d; Type: TABLE; Schema: public; Owner: postgres
                --

                CREATE TABLE public.t%1$d (
                    id bigint NOT NULL,
                    name character varying(255) DEFAULT 'it''s new'::character varying NOT NULL,
                    amount numeric(12,2) DEFAULT 0 NOT NULL,
                    created_at timestamp with time zone DEFAULT now() NOT NULL,
                    attributes jsonb DEFAULT '{"step": 1}'::jsonb,
                    CONSTRAINT t%1$d_amount_check CHECK ((amount >= (0)::numeric))
                );


                ALTER TABLE public.t%1$d OWNER TO postgres;

                --
                -- Name: TABLE t%1$d; Type: COMMENT; Schema: public; Owner: postgres
                --

                COMMENT ON TABLE public.t%1$d IS 'Table number %1$d; one of many';


                --
                -- Name: touch_t%1$d(); Type: FUNCTION; Schema: public; Owner: postgres
                --

                CREATE FUNCTION public.touch_t%1$d() RETURNS trigger
                    LANGUAGE plpgsql
                    AS $$
                BEGIN
                    IF NEW.amount <> OLD.amount THEN
                        NEW.created_at := now(); -- again
                    END IF;
                    RETURN NEW;
                END;
                $$;


                --
                -- Name: t%1$d t%1$d_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
                --

                ALTER TABLE ONLY public.t%1$d
                    ADD CONSTRAINT t%1$d_pkey PRIMARY KEY (id);


                --
                -- Name: t%1$d_name; Type: INDEX; Schema: public; Owner: postgres
                --

                CREATE INDEX t%1$d_name ON public.t%1$d USING btree (lower((name)::text), created_at DESC);


                --
                -- Name: t%1$d touch; Type: TRIGGER; Schema: public; Owner: postgres
                --

                CREATE TRIGGER touch BEFORE UPDATE ON public.t%1$d FOR EACH ROW EXECUTE FUNCTION public.touch_t%1$d();


                """.formatted(number);
    }
}
