DELETE FROM helpline;
