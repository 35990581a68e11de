SELECT 'here';
