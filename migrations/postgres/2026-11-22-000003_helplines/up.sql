-- A first list. Somebody of the deployment checks each before the day it was checked is shown.
INSERT INTO helpline (id, position, name, number, note, checked) VALUES
    ('00000000-0000-4000-8000-000000000001', 1, 'Emergency', '999', 'If you cannot speak, call from a mobile and press 55 when you are asked to. To text, register first: text “register” to 999.', NULL),
    ('00000000-0000-4000-8000-000000000002', 2, 'National Domestic Abuse Helpline', '0808 2000 247', 'Refuge. Free, day and night.', NULL),
    ('00000000-0000-4000-8000-000000000003', 3, 'Live Fear Free', '0808 80 10 800', 'Wales. Free, day and night.', NULL),
    ('00000000-0000-4000-8000-000000000004', 4, 'Men’s Advice Line', '0808 801 0327', 'Respect. For men who are abused.', NULL),
    ('00000000-0000-4000-8000-000000000005', 5, 'Galop', '0800 999 5428', 'For LGBT+ people who are abused.', NULL),
    ('00000000-0000-4000-8000-000000000006', 6, 'Rape and Sexual Abuse Support Line', '0808 500 2222', 'Rape Crisis England and Wales. Aged 16 and over. Day and night.', NULL),
    ('00000000-0000-4000-8000-000000000007', 7, 'Victim Support', '0808 168 9111', 'Free, day and night.', NULL),
    ('00000000-0000-4000-8000-000000000008', 8, 'Samaritans', '116 123', 'If you are struggling. Free, day and night.', NULL),
    ('00000000-0000-4000-8000-000000000009', 9, 'Childline', '0800 1111', 'If you are under 19.', NULL),
    ('00000000-0000-4000-8000-000000000010', 10, 'Karma Nirvana', '0800 5999 247', 'Honour-based abuse and forced marriage.', NULL),
    ('00000000-0000-4000-8000-000000000011', 11, 'National Stalking Helpline', '0808 802 0300', '', NULL),
    ('00000000-0000-4000-8000-000000000012', 12, 'SignHealth', '07800 003421', 'Text. For Deaf people who are abused.', NULL),
    ('00000000-0000-4000-8000-000000000013', 13, 'Respect Phoneline', '0808 802 4040', 'If you are worried about how you behave.', NULL),
    ('00000000-0000-4000-8000-000000000014', 14, 'Sexual assault referral centres', 'Find one on nhs.uk', 'NHS. You can go there without telling the police.', NULL);
