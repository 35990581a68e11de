SELECT 'everywhere';
