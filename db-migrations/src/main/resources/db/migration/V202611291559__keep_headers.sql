-- What some senders say outside of the body has to be there when the body is read again.

alter table delivery add column headers text;
comment on column delivery.headers is
    'Header lines that the source reads with the body, name: value, a line each; null when it asks for none or none was sent. Never a secret or a signature. From the request.';
